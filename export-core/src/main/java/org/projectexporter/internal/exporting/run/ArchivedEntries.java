package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;

/**
 * What is in the archive before its manifest: the entries of the plan, of the addendum and of the plan of objects
 * without those that vanished.
 *
 * @param objects Git LFS objects with a plan of their own, if any
 * @param vanished first those of the plan, then those of the others
 */
record ArchivedEntries(
        PlannedProject project,
        Addendum addendum,
        @Nullable SealedPlan objects,
        List<PlannedEntry> vanished,
        boolean resumed)
        implements ProjectSource.Archived {
    @Override
    public void visit(Visitor visitor) throws IOException {
        int ofPlan = addendum.equals(Addendum.NONE) ? vanished.size() : (int) addendum.vanished();
        visit(project.plan(), vanished.subList(0, ofPlan), visitor);
        if (addendum.plan() != 0) {
            visit(
                    project.planner().sealedAddendum(addendum.plan()),
                    vanished.subList(ofPlan, vanished.size()),
                    visitor);
        }
        if (objects != null) {
            visit(objects, vanished.subList(ofPlan, vanished.size()), visitor);
        }
    }

    private static void visit(SealedPlan plan, List<PlannedEntry> vanished, Visitor visitor) throws IOException {
        Set<RawPath> gone = new HashSet<>();
        vanished.forEach(entry -> gone.add(entry.path()));
        try (SealedPlan.Reader entries = plan.open()) {
            for (@Nullable PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                if (!gone.contains(entry.path())) {
                    visitor.visit(entry);
                }
            }
        }
    }
}
