package org.projectexporter.git.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Git's answer to the question whether a folder is a repository, the same for an export and for an import: {@code is_git_directory} in
 * {@code setup.c} and {@code validate_headref} in {@code path.c}. It has a HEAD that says where it leads, and something to be entered under
 * the names {@code objects} and {@code refs}, which need not be folders.
 */
public final class GitDirectory {
    /** How much of a HEAD Git reads for it. */
    public static final int HEAD_BYTES = 255;

    /** A colon, what Git takes for blanks, a ref; or an id, whatever follows. */
    private static final Pattern HEAD = Pattern.compile("ref:[ \\t\\n\\r]*refs/|[0-9a-fA-F]{40}");

    private static final RawPath REFS = RawPath.of("refs");
    private static final int ANYBODY_EXECUTES = 0111;

    private GitDirectory() {}

    /** Whether a file that begins with these bytes is the HEAD of a repository. */
    public static boolean isHead(byte[] content) {
        int length = Math.min(content.length, HEAD_BYTES);
        return HEAD.matcher(new String(content, 0, length, StandardCharsets.ISO_8859_1))
                .lookingAt();
    }

    /** Whether a link of that target is one, as old versions of Git made them. */
    static boolean isHeadLink(RawPath target) {
        return target.startsWith(REFS) && !target.equals(REFS);
    }

    /** Whether {@code access(path, X_OK)} would say yes: of a file too that may be executed. What a link leads to is anyone's guess. */
    public static boolean mayBeEntered(EntryType type, int mode) {
        return type == EntryType.DIRECTORY || type == EntryType.SYMBOLIC_LINK || (mode & ANYBODY_EXECUTES) != 0;
    }

    /** Whether Git would open a folder of this machine. */
    static boolean isAt(Path folder) throws IOException {
        return canEnter(folder.resolve("objects"))
                && canEnter(folder.resolve("refs"))
                && hasHead(folder.resolve("HEAD"));
    }

    /** The same; and {@code objects} and {@code refs} are folders (gitrepository-layout(5)), so that it can be exported. */
    public static boolean isWholeAt(Path folder) throws IOException {
        return isAt(folder)
                && Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"));
    }

    /** The same; but any link in place of the HEAD counts as one, since none belongs there. */
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
