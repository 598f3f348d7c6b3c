package org.projectexporter.internal.exporting.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * The facts that a manifest contains.
 *
 * @param deflate the engine that made the archive, unless it was Java's
 */
public record ManifestFacts(
        Instant exportedAt, ExportOptions options, RawPath name, Optional<DeflateEngine> deflate, Found found) {
    /**
     * What was found in the project.
     *
     * @param plan what was to go into the archive
     * @param ledger what has gone into it
     * @param planned what planning found in addition to the entries
     * @param findings what was found in all
     */
    public record Found(SealedPlan plan, Ledger ledger, PlanFacts planned, List<Finding> findings) {}

    SealedPlan plan() {
        return found.plan;
    }

    Ledger ledger() {
        return found.ledger;
    }

    PlanFacts planned() {
        return found.planned;
    }

    List<Finding> findings() {
        return found.findings;
    }
}
