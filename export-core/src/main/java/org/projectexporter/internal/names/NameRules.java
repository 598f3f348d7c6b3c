package org.projectexporter.internal.names;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/** Refuses paths that would lead outside the folder in which they are created, on any operating system. */
public final class NameRules {
    /** NAME_MAX of Linux, and of all common file systems there. */
    private static final int MAX_NAME_BYTES = 255;

    /** The advice for a name that is harmless on the system of the project. */
    static final String RENAME = "if the archive is yours, rename it in the project, then export again";

    private NameRules() {}

    /** Refuses an unsafe path, and one of more than {@code maxBytes} bytes. */
    public static void check(RawPath path, int maxBytes) throws RefusedArchiveException {
        byte[] bytes = path.bytes();
        if (bytes.length > maxBytes) {
            throw refused(
                    ArchiveDefect.LONG_PATH,
                    path,
                    "a path of " + bytes.length + " bytes, and only " + maxBytes
                            + " are permitted; raise the limit pathBytes");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw refused(ArchiveDefect.NUL_IN_NAME, path, "a NUL in its name");
            }
        }
        checkStart(path, bytes);
        int from = 0;
        for (int to = 0; to <= bytes.length; to++) {
            if (to == bytes.length || bytes[to] == '/') {
                checkSegment(path, bytes, from, to);
                from = to + 1;
            }
        }
    }

    private static void checkStart(RawPath path, byte[] bytes) throws RefusedArchiveException {
        if (bytes.length > 0 && bytes[0] == '/') {
            throw refused(ArchiveDefect.ABSOLUTE_PATH, path, "an absolute path");
        }
        if (bytes.length > 0 && bytes[0] == '\\') {
            throw refused(
                    ArchiveDefect.BACKSLASH,
                    path,
                    "an absolute path on systems where a backslash separates names; export the project again under"
                            + " another name (option name)");
        }
        if (isDrive(bytes)) {
            throw refused(
                    ArchiveDefect.DRIVE_LETTER,
                    path,
                    "a path on a drive of Windows; export the project again under another name (option name)");
        }
    }

    /**
     * Whether a path begins with a drive letter; even without a slash after it, it is relative to that drive's current
     * folder.
     */
    public static boolean isDrive(byte[] bytes) {
        return bytes.length > 1 && bytes[1] == ':' && (bytes[0] | 0x20) >= 'a' && (bytes[0] | 0x20) <= 'z';
    }

    private static void checkSegment(RawPath path, byte[] bytes, int from, int to) throws RefusedArchiveException {
        if (from == to) {
            throw refused(ArchiveDefect.EMPTY_SEGMENT, path, "a path with an empty name in it");
        }
        if (isDots(bytes, from, to)) {
            throw refused(ArchiveDefect.DOT_SEGMENT, path, "a path with . or .. in it");
        }
        if (to - from > MAX_NAME_BYTES) {
            throw refused(ArchiveDefect.LONG_NAME, path, "a name of " + (to - from) + " bytes");
        }
        checkBackslashes(path, bytes, from, to);
    }

    /** Refuses a backslash only if it would lead elsewhere; otherwise it is an ordinary character. */
    static void checkBackslashes(RawPath path, byte[] bytes, int from, int to) throws RefusedArchiveException {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i < to && bytes[i] != '\\') {
                continue;
            }
            boolean piece = start > from || i < to;
            if (piece && (isDots(bytes, start, i) || GitSpelling.isGitSomewhere(bytes, start, i))) {
                throw refused(
                        ArchiveDefect.BACKSLASH,
                        path,
                        "a name that leads elsewhere on systems where a backslash separates names; " + RENAME);
            }
            start = i + 1;
        }
    }

    private static boolean isDots(byte[] bytes, int from, int to) {
        int length = to - from;
        return (length == 1 || length == 2) && bytes[from] == '.' && bytes[to - 1] == '.';
    }

    private static RefusedArchiveException refused(ArchiveDefect defect, RawPath path, String found) {
        return new RefusedArchiveException(defect, path, found);
    }
}
