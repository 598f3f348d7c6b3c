package org.projectexporter.git.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Decides whether a folder is a repository as Git does, for both export and import: {@code is_git_directory} in
 * {@code setup.c} and {@code validate_headref} in {@code path.c}. A repository has a valid HEAD, and accessible entries
 * {@code objects} and {@code refs}, which need not be folders.
 */
public final class GitDirectory {
    /** How many bytes of HEAD Git reads for this. */
    public static final int HEAD_BYTES = 255;

    /** Either "ref:", white space as Git defines it, and a ref; or an id, followed by anything. */
    private static final Pattern HEAD = Pattern.compile("ref:[ \\t\\n\\r]*refs/|[0-9a-fA-F]{40}");

    private static final RawPath REFS = RawPath.of("refs");
    private static final int ANY_EXECUTE_BIT = 0111;

    private GitDirectory() {}

    /** Whether a file that begins with these bytes is the HEAD of a repository. */
    public static boolean isHead(byte[] content) {
        int length = Math.min(content.length, HEAD_BYTES);
        return HEAD.matcher(new String(content, 0, length, StandardCharsets.ISO_8859_1))
                .lookingAt();
    }

    /** Whether a symbolic link with this target is a HEAD, as old versions of Git created it. */
    static boolean isHeadLink(RawPath target) {
        return target.startsWith(REFS) && !target.equals(REFS);
    }

    /**
     * Whether {@code access(path, X_OK)} may succeed, which it also does for an executable file. The target of a link
     * is not known, so a link counts.
     */
    public static boolean mayBeEntered(EntryType type, int mode) {
        return type == EntryType.DIRECTORY || type == EntryType.SYMBOLIC_LINK || (mode & ANY_EXECUTE_BIT) != 0;
    }

    /** Whether Git would open a folder on this machine as a repository. */
    static boolean isAt(Path folder) throws IOException {
        return canEnter(folder.resolve("objects"))
                && canEnter(folder.resolve("refs"))
                && hasHead(folder.resolve("HEAD"));
    }

    /**
     * Whether Git would open a folder, and its {@code objects} and {@code refs} are folders (gitrepository-layout(5)),
     * so that it can be exported.
     */
    public static boolean isCompleteAt(Path folder) throws IOException {
        return isAt(folder)
                && Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"));
    }

    /**
     * Whether a folder is a repository except that its HEAD is empty or has only zero bytes, as after a power failure.
     * Git does not open it; but its configuration may contain credentials.
     */
    public static boolean hasDamagedHeadAt(Path folder) throws IOException {
        return Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"))
                && Files.isRegularFile(folder.resolve("config"))
                && GitLink.kind(folder.resolve("HEAD")) == FileStat.Kind.FILE
                && isZeros(folder.resolve("HEAD"));
    }

    private static boolean isZeros(Path file) throws IOException {
        try (InputStream in = SmallFile.open(file)) {
            byte[] content = in.readNBytes(HEAD_BYTES);
            return Arrays.equals(content, new byte[content.length]);
        }
    }

    /**
     * Whether Git would open a folder. A HEAD that is a link with any target counts as valid here, since no link
     * belongs there.
     */
    public static boolean mayBeAt(Path folder) throws IOException {
        return isAt(folder)
                || (canEnter(folder.resolve("objects"))
                        && canEnter(folder.resolve("refs"))
                        && Files.isSymbolicLink(folder.resolve("HEAD")));
    }

    private static boolean canEnter(Path path) {
        return Files.isDirectory(path) || (Files.exists(path) && Files.isExecutable(path));
    }

    private static boolean hasHead(Path head) throws IOException {
        FileStat.Kind kind = GitLink.kind(head);
        if (kind == FileStat.Kind.SYMBOLIC_LINK) {
            return isHeadLink(NativeNames.linkTarget(head, FileStat.read(head)));
        }
        if (kind != FileStat.Kind.FILE) {
            return false;
        }
        try (InputStream in = SmallFile.open(head)) {
            return isHead(in.readNBytes(HEAD_BYTES));
        }
    }
}
