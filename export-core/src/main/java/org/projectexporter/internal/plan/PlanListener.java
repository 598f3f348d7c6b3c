package org.projectexporter.internal.plan;

import org.projectexporter.spi.PlannedEntry;

/** Is told each entry that is planned. */
@FunctionalInterface
public interface PlanListener {
    void planned(PlannedEntry entry);
}
