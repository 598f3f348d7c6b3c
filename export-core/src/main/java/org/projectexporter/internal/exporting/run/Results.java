package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ArchiveDescription;
import org.projectexporter.ExportOutline;
import org.projectexporter.ExportResult;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.layout.ManifestClasses;

/** Creates the results of exports. */
public final class Results {
    private Results() {}

    /** The result of an export that was finished before, by what is known of its archive. */
    public static ExportResult of(ArchiveDescription found) {
        return ExportResult.builder(found.archive(), found.format(), found.manifest(), found.checksums())
                .volumes(found.volumes().stream()
                        .map(ArchiveDescription.Volume::file)
                        .toList())
                .archiveBytes(found.archiveBytes())
                .bytes(found.bytes())
                .files(found.files())
                .commits(found.commits())
                .restoreNote(found.restoreNote())
                .report(found.report())
                .leftOutFiles(found.leftOutFiles())
                .classes(classes(factory -> factory.createParser(found.manifestJson())))
                .warnings(found.warnings())
                .notes(found.notes())
                .incomplete(found.incomplete())
                .finishedBefore(true)
                .build();
    }

    /** None if the manifest cannot be read: the archive is complete, whatever happens to it afterwards. */
    private static List<ExportOutline.ClassTotal> classes(ManifestClasses.Source manifest) {
        try {
            return ManifestClasses.of(manifest);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The manifest in the work folder, or under its name if it has that already. */
    private static Path manifest(ExportContext context) {
        Path unnamed = context.work().file(FinishedFiles.MANIFEST);
        return Files.exists(unnamed, LinkOption.NOFOLLOW_LINKS)
                ? unnamed
                : context.target().manifest();
    }

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
                .report(context.request().options().report() ? Optional.of(target.report()) : Optional.empty())
                .leftOutFiles(commit.leftOut())
                .classes(classes(
                        factory -> factory.createParser(manifest(context).toFile())))
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
