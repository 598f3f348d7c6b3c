package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What an {@link ExportResult}, which never changes its own, and its builder hold. */
final class ExportResultValues {
    final Path archive;
    final String format;
    List<Path> volumes = List.of();
    long archiveBytes;
    long bytes;
    long files;
    OptionalLong commits = OptionalLong.empty();
    long lfsObjects;
    long lfsFromTree;
    long lfsFromTreeBytes;
    long lfsMediaOnceSaves;
    final Path manifest;
    final Path checksums;
    Optional<Path> restoreNote = Optional.empty();
    Optional<Path> report = Optional.empty();
    long leftOutFiles;
    List<ExportOutline.ClassTotal> classes = List.of();
    List<String> warnings = List.of();
    List<String> notes = List.of();
    boolean incomplete;
    List<PortabilityIssue> portability = List.of();
    Duration duration = Duration.ZERO;
    boolean finishedBefore;

    ExportResultValues(Path archive, String format, Path manifest, Path checksums) {
        this.archive = Objects.requireNonNull(archive);
        this.format = Objects.requireNonNull(format);
        this.manifest = Objects.requireNonNull(manifest);
        this.checksums = Objects.requireNonNull(checksums);
    }

    /** With copies of the lists. */
    ExportResultValues copy() {
        ExportResultValues copy = new ExportResultValues(archive, format, manifest, checksums);
        copy.volumes = List.copyOf(volumes);
        copy.archiveBytes = archiveBytes;
        copy.bytes = bytes;
        copy.files = files;
        copy.commits = commits;
        copy.lfsObjects = lfsObjects;
        copy.lfsFromTree = lfsFromTree;
        copy.lfsFromTreeBytes = lfsFromTreeBytes;
        copy.lfsMediaOnceSaves = lfsMediaOnceSaves;
        copy.restoreNote = restoreNote;
        copy.report = report;
        copy.leftOutFiles = leftOutFiles;
        copy.classes = List.copyOf(classes);
        copy.warnings = List.copyOf(warnings);
        copy.notes = List.copyOf(notes);
        copy.incomplete = incomplete;
        copy.portability = List.copyOf(portability);
        copy.duration = duration;
        copy.finishedBefore = finishedBefore;
        return copy;
    }

    @Override
    public String toString() {
        return "ExportResult[" + archive + ", " + volumes.size() + " volumes, " + archiveBytes
                + " bytes, files=" + files + ", warnings=" + warnings + ", notes=" + notes
                + ", incomplete=" + incomplete + ", duration=" + duration + "]";
    }
}
