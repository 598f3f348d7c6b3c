package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * Recognizes a {@code .git} that neither is a repository nor leads to one. To Git, the folder that contains it belongs
 * to the working tree around it: {@code is_nonbare_repository_dir} and {@code read_gitfile_gently} in Git's
 * {@code setup.c}.
 */
public final class NoRepository {
    private static final String NO_FORM = "it is not of the form 'gitdir: FOLDER'";
    private static final String NOTHING_IN_IT = "it has neither a HEAD nor objects";
    private static final String VANISHED = "it was removed while the export was planned";
    /** What {@code git init} creates, and what is not history. */
    private static final Set<String> NOT_HISTORY = Set.of("config", "description", "hooks", "info", "branches");

    private NoRepository() {}

    /** Why there is no repository, in one phrase; null if there is one, whole or broken, or if this is not known. */
    public static @Nullable String why(SourceItem git, SourceContext context) throws IOException {
        return switch (git.stat().kind()) {
            case FILE -> whyFile(git, context);
            case DIRECTORY -> holdsHistory(git, context) ? null : NOTHING_IN_IT;
            default -> null;
        };
    }

    private static @Nullable String whyFile(SourceItem file, SourceContext context) throws IOException {
        byte[] text;
        try {
            text = SmallFile.read(file);
        } catch (NoSuchFileException e) {
            return VANISHED;
        }
        RawPath named = GitFile.target(text);
        if (named == null) {
            return GitLink.isWellFormed(text) ? null : NO_FORM;
        }
        Path target = DiskPaths.isAbsolute(named)
                ? NativeNames.toPath(named)
                : NativeNames.resolve(file.file().resolveSibling(""), named);
        String shown = DiskPaths.isAbsolute(named) ? "a folder of this machine" : named.toString();
        if (Files.notExists(target)) {
            return "it points to " + shown + ", which is missing";
        }
        boolean none = Files.isDirectory(target)
                && Files.notExists(target.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(target.resolve("objects"), LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(target.resolve("commondir"), LinkOption.NOFOLLOW_LINKS)
                && context.isAllowed(target.toRealPath());
        return none || Files.isRegularFile(target) ? "it points to " + shown + ", which is not a repository" : null;
    }

    private static boolean holdsHistory(SourceItem git, SourceContext context) throws IOException {
        for (SourceItem item : FolderListing.of(git, context)) {
            boolean stray = StrayFiles.isOfOtherProgram(item.name());
            if (!stray && !NOT_HISTORY.contains(item.name().toString()) && holdsFile(item, context)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsFile(SourceItem item, SourceContext context) throws IOException {
        if (!item.isDirectory()) {
            return true;
        }
        context.checkCancelled();
        for (SourceItem child : FolderListing.of(item, context)) {
            if (holdsFile(child, context)) {
                return true;
            }
        }
        return false;
    }
}
