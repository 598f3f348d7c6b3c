package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.projectexporter.internal.layout.SumsLine;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Compares the entries found with the lines of SHA256SUMS. Both are in the order of the archive and are compared step
 * by step; an item that occurs on only one side is kept in case its counterpart follows out of order.
 */
final class SumsCheck {
    private static final int LONGEST_LINE = 1 << 18;
    private static final int WAITING_AT_MOST = 10_000;

    private final EntryLog.Reader entries;
    private final LinkedFiles links;
    private final Map<RawPath, String> unsummed;
    private final Set<RawPath> reported;
    private final Problems problems;
    private final Map<RawPath, Summed> waitingFiles = new LinkedHashMap<>();
    private final Map<RawPath, String> waitingLines = new LinkedHashMap<>();
    private EntryLog.@Nullable Entry ahead;

    /** A file that was found, and where. */
    private record Summed(RawPath path, String sha256, long from, long to) {}

    /** {@code reported} are entries whose problems have already been reported. */
    SumsCheck(
            EntryLog log, LinkedFiles links, Map<RawPath, String> unsummed, Set<RawPath> reported, Problems problems) {
        this.entries = log.read();
        this.links = links;
        this.unsummed = unsummed;
        this.reported = reported;
        this.problems = problems;
        this.ahead = entries.next();
    }

    /** Reads the whole of SHA256SUMS; {@code end} is where its own entry begins. */
    void compare(InputStream sums, long end) throws IOException {
        SumsLine line = nextLine(sums);
        Summed file = nextFile(end);
        while (line != null || file != null) {
            if (line != null && file != null && line.path().equals(file.path())) {
                check(file, line.sha256());
                line = nextLine(sums);
                file = nextFile(end);
            } else if (line == null || (file != null && file.path().compareTo(line.path()) < 0)) {
                wait(file);
                file = nextFile(end);
            } else {
                wait(line);
                line = nextLine(sums);
            }
        }
        waitingFiles.values().forEach(this::reportUnlisted);
        waitingLines.keySet().forEach(path -> problems.at(-1, path, "is in SHA256SUMS but not in the archive"));
    }

    private void wait(@Nullable Summed file) {
        if (file == null) {
            return;
        }
        String listed = waitingLines.remove(file.path());
        if (listed != null) {
            check(file, listed);
        } else if (waitingFiles.size() < WAITING_AT_MOST) {
            waitingFiles.put(file.path(), file);
        } else {
            reportUnlisted(file);
        }
    }

    private void wait(SumsLine line) {
        Summed file = waitingFiles.remove(line.path());
        if (file != null) {
            check(file, line.sha256());
        } else if (waitingLines.size() < WAITING_AT_MOST) {
            waitingLines.put(line.path(), line.sha256());
        } else {
            problems.at(-1, line.path(), "is in SHA256SUMS but not in the archive");
        }
    }

    private void reportUnlisted(Summed file) {
        problems.at(file.from(), file.path(), "is in the archive but not in SHA256SUMS")
                .endsBefore(file.to());
    }

    private void check(Summed file, String expected) {
        if (!file.sha256().equals(expected) && !reported.contains(file.path())) {
            problems.at(file.from(), file.path(), "its content does not match its checksum in SHA256SUMS")
                    .endsBefore(file.to());
        }
    }

    /** The next file that SHA256SUMS should list. */
    private @Nullable Summed nextFile(long end) {
        while (ahead != null) {
            EntryLog.Entry entry = ahead;
            ahead = entries.next();
            long to = ahead == null ? end : ahead.position();
            EntryLog.Entry file = links.fileOf(entry);
            if (entry.type() != EntryType.FILE && entry.type() != EntryType.HARD_LINK) {
                continue;
            }
            if (file == null || file.sha256() == null) {
                problems.at(entry.position(), entry.path(), "a hard link to a file that is not in the archive");
                continue;
            }
            Summed summed = new Summed(entry.path(), file.sha256(), entry.position(), to);
            String claimed = unsummed.remove(entry.path());
            if (claimed == null) {
                return summed;
            }
            if (!claimed.equals(summed.sha256()) && !reported.contains(entry.path())) {
                problems.at(summed.from(), entry.path(), "its content does not match its checksum in the manifest")
                        .endsBefore(to);
            }
        }
        unsummed.keySet().forEach(path -> problems.at(-1, path, "is in the manifest but not in the archive"));
        unsummed.clear();
        return null;
    }

    private static @Nullable SumsLine nextLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n' && line.size() < LONGEST_LINE; b = in.read()) {
            line.write(b);
        }
        SumsLine parsed = b == '\n' ? SumsLine.parse(line.toByteArray()) : null;
        if (parsed == null) {
            throw new IOException("SHA256SUMS contains an invalid line");
        }
        return parsed;
    }
}
