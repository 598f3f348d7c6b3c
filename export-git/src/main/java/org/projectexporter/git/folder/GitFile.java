package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;

/**
 * The text of a file {@code .git}, which names the folder of a repository: {@code read_gitfile_gently} in Git's
 * {@code setup.c}. Git strips newlines and carriage returns at the end of the text, and nothing else.
 */
public final class GitFile {
    private static final byte[] PREFIX = "gitdir: ".getBytes(StandardCharsets.US_ASCII);
    /** More than the longest path that Linux accepts in one call. */
    private static final int LARGEST = 8192;

    private GitFile() {}

    /** The path in the text; null if Git would not accept the text, or if white space surrounds the path. */
    public static @Nullable RawPath target(byte[] text) {
        boolean known = text.length <= LARGEST
                && text.length > PREFIX.length
                && Arrays.equals(text, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
        RawPath path = known ? DiskPaths.line(text, PREFIX.length) : RawPath.ROOT;
        boolean blank = !path.isRoot() && (path.byteAt(0) == ' ' || path.byteAt(path.length() - 1) == ' ');
        return path.isRoot() || blank ? null : path;
    }

    /** The text that names {@code path}, as Git writes it. */
    public static byte[] textFor(RawPath path) {
        byte[] bytes = path.bytes();
        byte[] text = Arrays.copyOf(PREFIX, PREFIX.length + bytes.length + 1);
        System.arraycopy(bytes, 0, text, PREFIX.length, bytes.length);
        text[text.length - 1] = '\n';
        return text;
    }
}
