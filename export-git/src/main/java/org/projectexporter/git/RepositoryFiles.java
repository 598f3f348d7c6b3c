package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.projectexporter.git.config.WorkTree;
import org.projectexporter.git.folder.DiskPaths;
import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.LinkedParts;
import org.projectexporter.git.folder.OutsideAccess;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.snapshot.BareRepository;
import org.projectexporter.git.snapshot.LfsStorage;
import org.projectexporter.git.snapshot.OtherFiles;
import org.projectexporter.git.walk.BlobWalk;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * A repository as other sources read it: its own configuration, the ids in its index, the blobs in its history, and its
 * stores of Git LFS objects. Included configuration files and the configuration of the user and the system are not
 * read, since they are outside the project.
 */
public final class RepositoryFiles {
    private final Path gitFolder;
    private final SourceContext context;

    private RepositoryFiles(Path gitFolder, SourceContext context) {
        this.gitFolder = gitFolder;
        this.context = context;
    }

    /**
     * Receives blobs. The same blob may be visited more than once if a part of the history is missing and another way
     * to reach it is tried.
     */
    @FunctionalInterface
    public interface BlobVisitor {
        /**
         * Called for each blob.
         *
         * @param path one of the paths that the blob has or had in the working tree; the root if only a tag names it
         * @param content all bytes of the blob
         * @throws IOException if the visitor cannot use it; ends the visit
         */
        void visit(RawPath path, byte[] content) throws IOException;
    }

    /** Receives object ids, of 20 bytes for SHA-1 and of 32 for SHA-256. */
    @FunctionalInterface
    public interface IdVisitor {
        /**
         * Called for each id.
         *
         * @param id of 20 or 32 bytes, which must not be modified
         * @throws IOException if the visitor cannot use it; ends the visit
         */
        void visit(byte[] id) throws IOException;
    }

    /**
     * {@return the repository that is opened through a folder} Nothing is read yet.
     *
     * @param gitFolder a folder {@code .git}, or another one with the same contents
     * @param context the export, which decides what may be read outside the project
     */
    public static RepositoryFiles of(Path gitFolder, SourceContext context) {
        return new RepositoryFiles(gitFolder, context);
    }

    /**
     * {@return whether a folder of the project's working tree is a repository itself (usually a bare one) whose files
     * are not tracked by the Git of the project} A folder whose files are tracked is an ordinary part of the working
     * tree and is exported unchanged.
     *
     * @param folder any item; a file is not a repository
     * @param context the export
     * @throws IOException if the folder, or the index of the project's Git, cannot be read
     */
    public static boolean isBareRepository(SourceItem folder, SourceContext context) throws IOException {
        return BareRepository.isBareRepository(folder, context);
    }

    /**
     * {@return the path that a line of a Git file such as {@code .git} or {@code commondir} names; newlines at its end
     * are ignored}
     *
     * @param folder what a relative path is resolved against
     * @param text the content of the file
     * @param from where the path begins in {@code text}
     */
    public static Path resolve(Path folder, byte[] text, int from) {
        return DiskPaths.resolve(folder, DiskPaths.line(text, from));
    }

    /**
     * Contributes or reports an item directly in a repository's folder for Git LFS that is no part of Git LFS.
     *
     * @param item a direct child of that folder
     * @param lfs the path of that folder, relative to the project's folder
     * @param sink receives the item, or the report that it is left out
     * @param context the export
     * @return false if it is a part of Git LFS, and the caller is responsible for it
     * @throws IOException if it, or a file below it, cannot be read
     */
    public static boolean addUnlessOfLfs(SourceItem item, RawPath lfs, PlanSink sink, SourceContext context)
            throws IOException {
        return OtherFiles.addToLfs(item, lfs, sink, context);
    }

    /**
     * {@return what an item in this repository's folder leads to, at the path of the item; the item itself if it is not
     * a link that is followed} A part of a repository that is behind a link is exported like one that is not.
     *
     * @param item in the folder {@code place}, or below it
     * @param place the path of the repository, relative to the project's folder
     * @throws org.projectexporter.SourceException if it may not be read
     */
    public SourceItem follow(SourceItem item, RawPath place) throws IOException {
        return LinkedParts.follow(
                item, item.path().relativeTo(place), OutsideAccess.dirs(context, gitFolder, gitFolder), context);
    }

    /**
     * Where a file of a folder of Git LFS is, if it or a folder above it is a link.
     *
     * @param folder one of {@link #lfsFolders} or {@link #borrowedLfsFolders}
     * @param file a path below that folder, whether it exists or not
     * @return the path itself if there is no link, or no such file
     * @throws org.projectexporter.SourceException if it may not be read
     */
    public Path follow(Path folder, Path file) throws IOException {
        if (!new ConfinedFolder(folder).isReachedByLink(file) || !Files.exists(file)) {
            return file;
        }
        Path real = file.toRealPath();
        LinkedParts.admit(real, OutsideAccess.dirs(context, gitFolder, gitFolder), file, context);
        return real;
    }

    /**
     * {@return the folder that all working trees of the repository share; see gitrepository-layout(5), "commondir"}
     *
     * @throws IOException if the file {@code commondir} exists but cannot be read
     */
    public Path commonFolder() throws IOException {
        return GitDirs.of(gitFolder).common();
    }

    /**
     * {@return the working tree that {@code core.worktree} names (git-config(1)), as it does for a submodule; null if
     * the setting is absent} Git ignores the setting for a linked worktree.
     *
     * @throws org.projectexporter.SourceException if the configuration cannot be parsed
     */
    public @Nullable Path workTree() throws IOException {
        if (GitDirs.of(gitFolder).isLinked()) {
            return null;
        }
        String setting = WorkTree.setting(gitFolder);
        return setting == null || setting.isEmpty()
                ? null
                : DiskPaths.resolve(gitFolder, RawPath.of(setting.getBytes(StandardCharsets.ISO_8859_1)))
                        .normalize();
    }

    /**
     * {@return the folders in which Git LFS keeps its objects, each with a folder {@code objects}: first the one in
     * use, then the default one}
     *
     * @throws org.projectexporter.SourceException if the one in use is in a place that may not be read
     */
    public List<Path> lfsFolders() throws IOException {
        return LfsStorage.folders(gitFolder, context);
    }

    /**
     * {@return the Git LFS folders, without links, of the repositories whose objects this one borrows
     * (gitrepository-layout(5), "alternates"), if they may be read}
     *
     * @throws IOException if the paths of those repositories cannot be read or resolved
     */
    public List<Path> borrowedLfsFolders() throws IOException {
        return LfsStorage.borrowed(gitFolder, context);
    }

    /**
     * Visits the ids of all files in an index of this repository; submodules are left out.
     *
     * @param index the file, which need not be the repository's own {@code index}
     * @param visitor called once for each entry, so more than once for an id that several files have
     * @throws org.projectexporter.SourceException if the index cannot be read
     */
    public void visitIndex(Path index, IdVisitor visitor) throws IOException {
        IndexReader.read(index, entry -> {
            if (!entry.isGitlink()) {
                visitor.visit(entry.rawId());
            }
        });
    }

    /**
     * Visits all blobs of at most {@code maxBytes} that refs, reflogs, stashes and the index reach.
     *
     * @param maxBytes of the content; leaving out larger blobs is no reason to return
     * @param visitor receives them in no particular order
     * @return why some blobs could not be visited; empty if all were
     * @throws IOException if the repository cannot be read, or is broken and the options do not keep it
     */
    public Optional<String> visitBlobs(int maxBytes, BlobVisitor visitor) throws IOException {
        return BlobWalk.visit(gitFolder, maxBytes, context, visitor::visit);
    }
}
