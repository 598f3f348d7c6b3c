package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.ExportException;
import org.projectexporter.ImportNote;
import org.projectexporter.SourceException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/**
 * Watches over the repositories of an archive that may come from anyone: nothing in them runs, and nothing leads out. Configurations are
 * written anew from the allow list by which they are exported.
 */
final class GitRestorer implements ProjectRestorer {
    private static final RawPath GIT = RawPath.of(".git");
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath CONFIG = RawPath.of("config");

    private final RestoreContext context;
    /** Folders {@code .git}. */
    private final Set<RawPath> gitFolders = new LinkedHashSet<>();
    /** Folders with a file {@code HEAD}: of a repository in {@code .git/modules}, or a bare one, or none. */
    private final Set<RawPath> heads = new LinkedHashSet<>();
    /** Repositories with objects of Git LFS. */
    private final Set<RawPath> lfs = new TreeSet<>();

    private final Set<RawPath> reported = new TreeSet<>();

    GitRestorer(RestoreContext context) {
        this.context = context;
    }

    @Override
    public Treatment treat(ArchiveEntry entry) {
        RawPath path = entry.path();
        if (path.isNamed(HEAD) && entry.type() == EntryType.FILE) {
            heads.add(parent(path));
        }
        RawPath folder = gitFolderOf(path);
        if (folder == null) {
            return Treatment.KEEP;
        }
        if (folder.equals(path)) {
            return treatGit(entry);
        }
        RawPath below = path.relativeTo(folder);
        if (below.toString().startsWith("lfs/objects/")) {
            lfs.add(folder);
        }
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

    private static RawPath parent(RawPath path) {
        RawPath parent = path.parent();
        return parent == null ? RawPath.ROOT : parent;
    }

    @Override
    public byte[] rewrite(ArchiveEntry entry, byte[] content) throws IOException {
        if (entry.path().isNamed(GIT)) {
            requireInside(entry.path(), content);
            return content;
        }
        return cleanConfig(entry.path(), content);
    }

    /** The file in place of a submodule's {@code .git}: gitrepository-layout(5). */
    private static void requireInside(RawPath file, byte[] content) throws ExportException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String target = text.startsWith("gitdir: ")
                ? text.substring("gitdir: ".length()).strip()
                : "";
        RawPath name = RelativePaths.first(file);
        RawPath resolved =
                RelativePaths.resolve(parent(file), RawPath.of(target.getBytes(StandardCharsets.ISO_8859_1)));
        if (target.isEmpty() || resolved == null || !resolved.startsWith(name.resolve(GIT))) {
            throw new ExportException(file + " leads to no repository of the archive; nothing was imported");
        }
    }

    private byte[] cleanConfig(RawPath file, byte[] content) throws IOException {
        RawPath folder = parent(file);
        RawPath name = RelativePaths.first(folder);
        try {
            RewrittenConfig clean = RewrittenConfig.of(content, folder.relativeTo(name));
            if (clean.change() != null) {
                context.report(ImportNote.Kind.CLEANED, file, clean.change());
            }
            return clean.bytes();
        } catch (SourceException e) {
            throw new ExportException(file + ": " + e.getMessage() + "; nothing was imported", e);
        }
    }

    @Override
    public void finish(RestoredTree tree) throws IOException {
        for (RawPath folder : heads) {
            if (!gitFolders.contains(folder) && isRepository(folder, tree)) {
                clean(folder, tree);
                requireRealWorkTree(folder, tree);
            }
        }
        for (RawPath folder : gitFolders) {
            requireRealWorkTree(folder, tree);
        }
        for (RawPath folder : lfs) {
            setUpLfs(folder, tree);
        }
        for (RawPath folder : gitFolders) {
            refreshIndex(folder, parent(folder), tree);
        }
    }

    /** As {@code is_git_directory} in Git's {@code setup.c} tells it. */
    private static boolean isRepository(RawPath folder, RestoredTree tree) throws IOException {
        return isFolder(folder.resolve("objects"), tree) && isFolder(folder.resolve("refs"), tree);
    }

    private static boolean isFolder(RawPath path, RestoredTree tree) throws IOException {
        FileStat stat = tree.stat(path);
        return stat != null && stat.kind() == FileStat.Kind.DIRECTORY;
    }

    private static boolean isFile(RawPath path, RestoredTree tree) throws IOException {
        FileStat stat = tree.stat(path);
        return stat != null && stat.kind() == FileStat.Kind.FILE;
    }

    /** A repository that is no {@code .git}: of a submodule, or a bare one, which Git finds as well when it is called in it. */
    private void clean(RawPath folder, RestoredTree tree) throws IOException {
        for (String name : ForeignGitFiles.NEVER_IN_A_REPOSITORY) {
            RawPath path = folder.resolve(name);
            if (tree.stat(path) != null) {
                context.report(ImportNote.Kind.LEFT_OUT, path, ForeignGitFiles.WHY);
                tree.remove(path);
            }
        }
        for (String name : List.of("config", "config.worktree")) {
            RawPath file = folder.resolve(name);
            if (isFile(file, tree)) {
                byte[] content = Files.readAllBytes(tree.fileOf(file));
                byte[] clean = cleanConfig(file, content);
                if (!java.util.Arrays.equals(content, clean)) {
                    tree.replace(file, clean);
                }
            }
        }
    }

    /** A working tree that is said to be elsewhere must not be so through a link of the archive. */
    private void requireRealWorkTree(RawPath folder, RestoredTree tree) throws IOException {
        RawPath file = folder.resolve(CONFIG);
        if (!isFile(file, tree)) {
            return;
        }
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        for (ConfigEntry entry : ConfigReader.read(new String(content, StandardCharsets.ISO_8859_1))) {
            String value = entry.value();
            if (entry.section().equals("core") && entry.lowerName().equals("worktree") && value != null) {
                RawPath target = RelativePaths.resolve(folder, RawPath.of(value.getBytes(StandardCharsets.ISO_8859_1)));
                if (target == null || !target.startsWith(tree.name()) || leadsThroughLink(target, tree)) {
                    throw new ExportException(file + " says that the working tree is at " + value
                            + ", which is not a folder of the project; nothing was imported");
                }
            }
        }
    }

    private static boolean leadsThroughLink(RawPath path, RestoredTree tree) throws IOException {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            FileStat stat = tree.stat(at);
            if (stat != null && stat.kind() != FileStat.Kind.DIRECTORY) {
                return true;
            }
        }
        return false;
    }

    /** What {@code git lfs install --local} writes into a configuration that has no filter of that name; git-lfs-install(1). */
    private void setUpLfs(RawPath folder, RestoredTree tree) throws IOException {
        RawPath file = folder.resolve(CONFIG);
        if (!isFile(file, tree)) {
            return;
        }
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        String text = new String(content, StandardCharsets.ISO_8859_1);
        boolean has = ConfigReader.read(text).stream()
                .anyMatch(entry -> entry.section().equals("filter") && "lfs".equals(entry.subsection()));
        if (!has) {
            tree.replace(file, (text + LfsFilter.CONFIG).getBytes(StandardCharsets.ISO_8859_1));
            context.report(ImportNote.Kind.NOTE, file, "Git LFS was set up in it");
        }
    }

    private static void refreshIndex(RawPath folder, RawPath workingTree, RestoredTree tree) throws IOException {
        RawPath file = folder.resolve("index");
        if (isFile(file, tree) && tree.wasClean(file)) {
            IdFormat ids = RepositoryKind.of(tree.fileOf(folder)).ids();
            tree.patch(file, channel -> new RestoredIndex(tree, workingTree, ids).patch(channel));
        }
    }

    /** The filter of Git LFS, as git-lfs installs it. */
    private static final class LfsFilter {
        private static final String CONFIG =
                """
                [filter "lfs"]
                \tclean = git-lfs clean -- %f
                \tsmudge = git-lfs smudge -- %f
                \tprocess = git-lfs filter-process
                \trequired = true
                """;
    }
}
