package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;

/** Creates files from planned entries. */
final class Materialiser {
    private final RecordingPlanSink plan;
    private final Path folder;

    Materialiser(RecordingPlanSink plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    void run() throws IOException {
        Files.createDirectories(folder);
        List<PlannedEntry> directories = new ArrayList<>();
        for (PlannedEntry entry : plan.entries()) {
            make(entry);
            if (entry.type() == EntryType.DIRECTORY) {
                directories.add(entry);
            }
        }
        Collections.reverse(directories);
        for (PlannedEntry directory : directories) {
            setModeAndTime(directory);
        }
    }

    private void make(PlannedEntry entry) throws IOException {
        Path file = at(entry);
        switch (entry.type()) {
            case DIRECTORY -> Files.createDirectories(file);
            case SYMBOLIC_LINK -> Files.createSymbolicLink(file, linkTarget(entry));
            case HARD_LINK -> Files.createLink(file, NativeNames.resolve(folder, entry.linkTargetOrThrow()));
            case FILE -> {
                Files.createDirectories(file.getParent());
                Files.write(file, plan.read(entry.contentOrThrow()));
                setModeAndTime(entry);
            }
        }
    }

    private Path at(PlannedEntry entry) {
        return NativeNames.resolve(folder, entry.path());
    }

    /** A target that is not ASCII cannot be made relative without loss; none of the fixtures has one. */
    private static Path linkTarget(PlannedEntry entry) {
        return Path.of(entry.linkTargetOrThrow().toString());
    }

    private void setModeAndTime(PlannedEntry entry) throws IOException {
        Path file = at(entry);
        Files.setLastModifiedTime(file, FileTime.from(entry.mtime()));
        Files.setAttribute(file, "unix:mode", entry.mode());
    }
}
