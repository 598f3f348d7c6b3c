package org.projectexporter.internal.exporting.manifest;

import java.time.Instant;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;

/** The facts that a manifest contains. */
public record ManifestFacts(
        Instant exportedAt,
        ExportOptions options,
        RawPath name,
        SealedPlan plan,
        Ledger ledger,
        PlanFacts planned,
        List<Finding> findings) {}
