package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.ExportException;
import org.projectexporter.ImportNote;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/**
 * Watches over the repositories of an archive that may come from anyone: nothing in them runs, and nothing leads out. What lies in a
 * {@code .git} is looked at on its way; any other folder may turn out to be a repository when all is there.
 */
final class GitRestorer implements ProjectRestorer {
    private static final RawPath GIT = RawPath.of(".git");
    private static final String LFS_OBJECTS = "/lfs/objects/";
    /** A file of the working tree that is called like a configuration and is larger is none, or waits for the end. */
    private static final long LARGEST_CONFIG = 1 << 20;

    private final RestoreContext context;
    /** Folders {@code .git}. */
    private final Set<RawPath> gitFolders = new LinkedHashSet<>();
    /** Folders that hold something that a repository has. */
    private final Map<RawPath, FoundFolder> found = new LinkedHashMap<>();
    /** Repositories with objects of Git LFS. */
    private final Set<RawPath> lfs = new TreeSet<>();

    private final Set<RawPath> reported = new TreeSet<>();

    GitRestorer(RestoreContext context) {
        this.context = context;
    }

    @Override
    public Treatment treat(ArchiveEntry entry) {
        RawPath path = entry.path();
        noteFolder(entry);
        RawPath folder = gitFolderOf(path);
        if (folder == null) {
            boolean config = isConfig(entry) && entry.size() <= LARGEST_CONFIG;
            return config ? Treatment.REWRITE : Treatment.KEEP;
        }
        if (folder.equals(path)) {
            return treatGit(entry);
        }
        noteLfs(path);
        RawPath below = path.relativeTo(folder);
        String why = ForeignGitFiles.whyLeftOut(below);
        if (why != null) {
            reportOnce(folder.resolve(RelativePaths.first(below)), why);
            return Treatment.LEAVE_OUT;
        }
        boolean config = entry.type() == EntryType.FILE && ForeignGitFiles.isConfig(below);
        return config ? Treatment.REWRITE : Treatment.KEEP;
    }

    private Treatment treatGit(ArchiveEntry entry) {
        if (entry.type() == EntryType.DIRECTORY) {
            gitFolders.add(entry.path());
            return Treatment.KEEP;
        }
        return Treatment.REWRITE;
    }

    private static boolean isConfig(ArchiveEntry entry) {
        return entry.type() == EntryType.FILE && FoundFolder.isConfig(entry.path());
    }

    private void noteFolder(ArchiveEntry entry) {
        RawPath path = entry.path();
        for (int names = 1; names <= FoundFolder.MOST_NAMES && !path.isRoot(); names++) {
            path = RelativePaths.parentOf(path);
            RawPath below = entry.path().relativeTo(path);
            if (FoundFolder.concerns(below, entry.type())) {
                folderAt(path).add(below, entry.type());
            }
        }
    }

    private FoundFolder folderAt(RawPath path) {
        return found.computeIfAbsent(path, key -> new FoundFolder());
    }

    private void noteLfs(RawPath path) {
        byte[] bytes = path.bytes();
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(LFS_OBJECTS);
        if (end > 0) {
            lfs.add(RawPath.of(Arrays.copyOf(bytes, end)));
        }
    }

    /** Hooks are many files, of which one line tells. */
    private void reportOnce(RawPath path, String why) {
        if (reported.add(path)) {
            context.report(ImportNote.Kind.LEFT_OUT, path, why);
        }
    }

    /** The uppermost {@code .git} in a path; null if there is none. */
    private static @Nullable RawPath gitFolderOf(RawPath path) {
        RawPath found = null;
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            found = at.isNamed(GIT) ? at : found;
        }
        return found;
    }

    @Override
    public byte[] rewrite(ArchiveEntry entry, byte[] content) throws IOException {
        RawPath path = entry.path();
        if (path.isNamed(GIT)) {
            requireInside(path, content);
            return content;
        }
        FoundFolder folder = folderAt(RelativePaths.parentOf(path));
        if (gitFolderOf(path) == null) {
            folder.addConfig(path, content);
            return content;
        }
        byte[] clean = ImportedConfig.clean(path, content, context);
        folder.addCleanConfig(path, clean);
        return clean;
    }

    /** The file in place of a submodule's {@code .git}: gitrepository-layout(5). */
    private static void requireInside(RawPath file, byte[] content) throws ExportException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String target = text.startsWith("gitdir: ")
                ? text.substring("gitdir: ".length()).strip()
                : "";
        RawPath name = RelativePaths.first(file);
        RawPath resolved = RelativePaths.resolve(
                RelativePaths.parentOf(file), RawPath.of(target.getBytes(StandardCharsets.ISO_8859_1)));
        if (target.isEmpty() || resolved == null || !resolved.startsWith(name.resolve(GIT))) {
            throw new ExportException(file + " leads to no repository of the archive; nothing was imported");
        }
    }

    @Override
    public void finish(RestoredTree tree) throws IOException {
        Map<RawPath, RestoredRepository> repositories = new LinkedHashMap<>();
        for (Map.Entry<RawPath, FoundFolder> folder : found.entrySet()) {
            RawPath path = folder.getKey();
            if (!gitFolders.contains(path) && folder.getValue().isRepository()) {
                RestoredRepository repository = new RestoredRepository(path, tree, context);
                repository.clean();
                repositories.put(path, repository);
            }
        }
        gitFolders.forEach(folder -> repositories.put(folder, new RestoredRepository(folder, tree, context)));
        for (RestoredRepository repository : repositories.values()) {
            repository.requireRealWorkTree();
        }
        for (Map.Entry<RawPath, RestoredRepository> repository : repositories.entrySet()) {
            if (lfs.contains(repository.getKey())) {
                repository.getValue().setUpLfs();
            }
            repository.getValue().refreshIndex();
        }
    }

    @Override
    public void finishDry() throws IOException {
        for (Map.Entry<RawPath, FoundFolder> folder : found.entrySet()) {
            boolean git = gitFolders.contains(folder.getKey());
            if (!git && folder.getValue().isRepository()) {
                folder.getValue().report(folder.getKey(), context);
            }
            if (lfs.contains(folder.getKey()) && folder.getValue().lacksLfs()) {
                context.report(ImportNote.Kind.NOTE, folder.getKey().resolve(FoundFolder.CONFIG), LfsFilter.SET_UP);
            }
        }
    }
}
