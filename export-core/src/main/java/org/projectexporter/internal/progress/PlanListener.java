package org.projectexporter.internal.progress;

import org.projectexporter.spi.PlannedEntry;

/** Is notified of each planned entry. */
@FunctionalInterface
public interface PlanListener {
    /** An entry was planned. */
    void planned(PlannedEntry entry);
}
