package org.projectexporter.internal.progress;

import org.projectexporter.spi.PlannedEntry;

/** Is told each entry that is planned. */
@FunctionalInterface
public interface PlanListener {
    void planned(PlannedEntry entry);
}
