package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.internal.exporting.engine.ContentOpener;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.engine.UnreadableFiles;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.files.SealFormat;

/**
 * A project with its sealed plan.
 *
 * @param planner still open, since entries may have to be planned again
 * @param plan what goes into the archive
 * @param facts what planning found in addition to the entries
 * @param seal what is added to the archive, if it is sealed
 */
record PlannedProject(Planner planner, SealedPlan plan, PlanFacts facts, SealFormat.@Nullable Seal seal) {
    /**
     * The files to be written, each name of a hard-linked one counted, and their bytes: without the Git LFS objects
     * that are expected to be files of the working tree as well.
     */
    Ledger.Count expected() throws IOException {
        long files = plan.files();
        long bytes = plan.bytes();
        SealedPlan objects = planner.objects();
        if (objects != null) {
            try (SealedPlan.Reader entries = objects.open()) {
                for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                    boolean likely = entry.role() == EntryRole.LARGE_OBJECT;
                    files += likely ? 0 : 1;
                    bytes += likely ? 0 : entry.size();
                }
            }
        }
        return new Ledger.Count(files, bytes);
    }

    /** Opens the content of planned entries. */
    ContentOpener opener(StoredRequest request, UnreadableFiles unreadable) {
        return unsealed(planner, request, unreadable).sealedBy(seal);
    }

    /** Opens the content of planned entries, and computes nothing for a seal. */
    static ContentOpener unsealed(Planner planner, StoredRequest request, UnreadableFiles unreadable) {
        List<Path> roots = new ArrayList<>(List.of(request.project()));
        roots.addAll(request.access().roots());
        return new ContentOpener(planner.kept(), roots, unreadable);
    }
}
