package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Sets the times of unpacked files as precisely as Java can. Its file attributes are 64 bits of nanoseconds, which
 * cover 1677 to 2262 ({@code java.util.concurrent.TimeUnit} saturates there), and before 1970 it passes a negative
 * fraction to the system, which utimensat(2) refuses, so that 1970 itself is set. Before 1970 whole seconds are kept,
 * after 2262 milliseconds, with {@link java.io.File#setLastModified}.
 */
final class FileTimes {
    private static final Instant FIRST = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000_000);
    private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private FileTimes() {}

    /** Sets the time of a file or folder that we created, which is not a link. */
    static void set(Path file, Instant mtime) throws IOException {
        Instant near = near(mtime);
        boolean late = near.isAfter(LAST);
        if (!late || !file.toFile().setLastModified(near.toEpochMilli())) {
            setNanos(file, late ? LAST : near);
        }
    }

    /** Sets a link's own time: Java 17 to the microsecond, for any time; Java 25 to the nanosecond, until 2262. */
    static void setOfLink(Path link, Instant mtime) throws IOException {
        setNanos(link, near(mtime));
    }

    private static void setNanos(Path file, Instant mtime) throws IOException {
        FileTime time = FileTime.from(mtime);
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, time, null);
    }

    /** The latest time that Java can set and that is not later. */
    private static Instant near(Instant mtime) {
        if (mtime.isBefore(FIRST)) {
            return FIRST;
        }
        if (mtime.isBefore(Instant.EPOCH)) {
            return mtime.truncatedTo(ChronoUnit.SECONDS);
        }
        return mtime.isAfter(LAST) ? mtime.truncatedTo(ChronoUnit.MILLIS) : mtime;
    }
}
