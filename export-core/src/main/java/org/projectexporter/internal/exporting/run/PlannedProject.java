package org.projectexporter.internal.exporting.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.internal.exporting.engine.ContentOpener;
import org.projectexporter.internal.exporting.engine.UnreadableFiles;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;

/**
 * A project with its sealed plan.
 *
 * @param planner still open, since entries may have to be planned again
 * @param plan what goes into the archive
 * @param facts what planning found in addition to the entries
 */
record PlannedProject(Planner planner, SealedPlan plan, PlanFacts facts) {
    /** Opens the content of planned entries. */
    ContentOpener opener(StoredRequest request, UnreadableFiles unreadable) {
        List<Path> roots = new ArrayList<>(List.of(request.project()));
        roots.addAll(request.access().roots());
        return new ContentOpener(planner.kept(), roots, unreadable);
    }
}
