package org.projectexporter.internal.exporting.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportResult;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.plan.PlanFacts;

/** Creates the results of exports. */
final class Results {
    private Results() {}

    /** The result of an export that is committed. */
    static ExportResult of(ExportContext context, Commit commit, PlanFacts facts, Duration duration) {
        Target target = context.target();
        List<Path> volumes = new ArrayList<>();
        for (int i = 1; i <= commit.volumes(); i++) {
            volumes.add(commit.volumes() == 1 ? target.archive() : target.volume(i));
        }
        return ExportResult.builder(
                        target.archive(), context.request().options().format(), target.manifest(), target.checksums())
                .volumes(volumes)
                .archiveBytes(commit.archiveBytes())
                .bytes(commit.contentBytes())
                .files(commit.files())
                .commits(commit.commits())
                .lfsObjects(commit.media().objects())
                .lfsFromTree(commit.media().fromTree())
                .lfsFromTreeBytes(commit.media().fromTreeBytes())
                .lfsMediaOnceSaves(commit.media().saving())
                .restoreNote(commit.volumes() == 1 ? Optional.empty() : Optional.of(target.restoreNote()))
                .leftOutFiles(commit.leftOut())
                .warnings(commit.warnings())
                .notes(commit.notes())
                .incomplete(commit.incomplete())
                .portability(facts.portability())
                .duration(duration)
                .build();
    }

    /** Adds warnings about failures after the archive got its name. */
    static ExportResult withWarnings(ExportResult result, List<String> afterwards) {
        if (afterwards.isEmpty()) {
            return result;
        }
        List<String> warnings = new ArrayList<>(result.warnings());
        afterwards.forEach(what -> warnings.add("the archive is complete and in place, but " + what));
        return result.toBuilder().warnings(warnings).build();
    }
}
