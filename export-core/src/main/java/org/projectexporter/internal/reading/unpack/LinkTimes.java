package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.projectexporter.ImportNote;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * Sets the times of symbolic links, where the file system can. Some, for example sshfs, follow the link and change the
 * file behind it, which may be outside the project. So the first link is preceded by an attempt with a link and a file
 * of our own, and no link gets a time unless that link took it and that file did not. A failure is never an error.
 */
final class LinkTimes {
    private static final Instant OF_FILE = Instant.ofEpochSecond(1_000_000_000);
    private static final Instant OF_LINK = Instant.ofEpochSecond(1_100_000_000);
    /** FAT keeps even seconds. */
    private static final Duration PRECISION = Duration.ofSeconds(2);

    /** Sets a link's own time. */
    @FunctionalInterface
    interface Setter {
        /** {@link FileTimes#setOfLink}, but for tests. */
        void set(Path link, Instant mtime) throws IOException;
    }

    private final Path probe;
    private final KeptTimes kept;
    private final Setter setter;
    /** Whether links have times of their own; null as long as there was no link. */
    private @Nullable Boolean settable;

    private long failed;

    /**
     * The times of links on one file system.
     *
     * @param probe an unused name on it, which no one else can use
     * @param kept is notified of times that could not be set exactly
     */
    LinkTimes(Path probe, KeptTimes kept) {
        this(probe, kept, FileTimes::setOfLink);
    }

    LinkTimes(Path probe, KeptTimes kept, Setter setter) {
        this.probe = probe;
        this.kept = kept;
        this.setter = setter;
    }

    /** Sets the time of a link, if that is possible. */
    void set(RawPath path, Path link, Instant mtime) {
        if (settable == null) {
            settable = areSettable();
        }
        try {
            if (settable) {
                setter.set(link, mtime);
                kept.check(path, link, mtime);
                return;
            }
        } catch (IOException | UnsupportedOperationException e) {
            // a link's time is no reason to fail
        }
        failed++;
    }

    private boolean areSettable() {
        Path link = probe.resolveSibling(probe.getFileName() + ".link");
        try {
            Files.createFile(probe);
            Files.createSymbolicLink(link, probe.getFileName());
            FileTimes.set(probe, OF_FILE);
            setter.set(link, OF_LINK);
            return isAbout(probe, OF_FILE) && isAbout(link, OF_LINK);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        } finally {
            removeIfPresent(link);
            removeIfPresent(probe);
        }
    }

    private static boolean isAbout(Path file, Instant time) throws IOException {
        Duration difference = Duration.between(FileStat.read(file).mtime(), time);
        return difference.abs().compareTo(PRECISION) < 0;
    }

    private static void removeIfPresent(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is removed with the folder that it is in
        }
    }

    /** What could not be set. */
    List<ImportNote> notes(RawPath project) {
        return failed == 0
                ? List.of()
                : List.of(new ImportNote(
                        ImportNote.Kind.NOTE,
                        project.toString(),
                        "links have the time of the import, since this file system cannot set a link's own (" + failed
                                + ")"));
    }
}
