package org.projectexporter.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * Repositories that lie in a folder of another name than {@code .git}, most often bare ones. A folder is one if Git would take it
 * for one: it holds a HEAD that can be read, and folders {@code objects} and {@code refs} (gitrepository-layout(5)).
 */
public final class BareRepository {
    private static final Pattern HEAD = Pattern.compile("ref:\\s*refs/.*|[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int LONGEST_HEAD = 4096;
    private static final RawPath GIT = RawPath.of(".git");

    private BareRepository() {}

    /**
     * Whether a folder of the project's working tree is a repository, and not one that Git tracks file by file: that one is a part
     * of the working tree, and travels as it is.
     */
    public static boolean isOne(SourceItem folder, SourceContext context) throws IOException {
        return folder.isDirectory()
                && hasHead(folder)
                && isAt(folder.file())
                && !WorkingTreeIndex.isTracked(folder.path(), context);
    }

    /** Asked of every folder of a project, so that it costs one look; names that are not ASCII take the long way. */
    private static boolean hasHead(SourceItem folder) {
        return folder.path().isAscii()
                ? folder.file().resolve("HEAD").toFile().exists()
                : Files.exists(folder.file().resolve("HEAD"));
    }

    /** Whether the project itself is one. */
    static boolean isProject(SourceContext context) throws IOException {
        return GitLink.kind(context.projectFolder().resolve(GIT.toString())) == null && isAt(context.projectFolder());
    }

    /** Whether a folder is one. */
    static boolean isAt(Path folder) throws IOException {
        return Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"))
                && hasValidHead(folder.resolve("HEAD"));
    }

    private static boolean hasValidHead(Path head) throws IOException {
        if (Files.isSymbolicLink(head)) {
            return Files.readSymbolicLink(head).startsWith("refs");
        }
        if (!Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS) || Files.size(head) > LONGEST_HEAD) {
            return false;
        }
        String text = new String(SmallFile.read(head), StandardCharsets.ISO_8859_1);
        return HEAD.matcher(text.stripTrailing()).matches();
    }
}
