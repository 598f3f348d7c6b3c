package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;

/**
 * The text of a file {@code .git}, which says where a repository is: {@code read_gitfile_gently} in Git's {@code setup.c}. Git takes
 * away the newlines and carriage returns at its end, and nothing else.
 */
public final class GitFile {
    private static final byte[] PREFIX = "gitdir: ".getBytes(StandardCharsets.US_ASCII);
    /** More than any path that Linux takes in one call. */
    private static final int LARGEST = 8192;

    private GitFile() {}

    /** The path in it; null if Git would not take it for such a file, or if there is a blank around the path. */
    public static @Nullable RawPath target(byte[] text) {
        boolean known = text.length <= LARGEST
                && text.length > PREFIX.length
                && Arrays.equals(text, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
        RawPath path = known ? DiskPaths.line(text, PREFIX.length) : RawPath.ROOT;
        boolean blank = !path.isRoot() && (path.byteAt(0) == ' ' || path.byteAt(path.length() - 1) == ' ');
        return path.isRoot() || blank ? null : path;
    }

    /** The text that leads along {@code path}, as Git writes it. */
    public static byte[] leadingTo(RawPath path) {
        byte[] bytes = path.bytes();
        byte[] text = Arrays.copyOf(PREFIX, PREFIX.length + bytes.length + 1);
        System.arraycopy(bytes, 0, text, PREFIX.length, bytes.length);
        text[text.length - 1] = '\n';
        return text;
    }
}
