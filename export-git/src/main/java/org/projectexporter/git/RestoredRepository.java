package org.projectexporter.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ImportNote;
import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/** A repository that was unpacked: it is made harmless, where that could not be done on the way, and ready for use. */
final class RestoredRepository {
    private static final RawPath CONFIG = RawPath.of("config");

    private final RawPath folder;
    private final RestoredTree tree;
    private final RestoreContext context;

    RestoredRepository(RawPath folder, RestoredTree tree, RestoreContext context) {
        this.folder = folder;
        this.tree = tree;
        this.context = context;
    }

    /** For a repository that is no {@code .git}: of a submodule, or a bare one, which Git finds as well when it is called in it. */
    void clean() throws IOException {
        requireNoLinks();
        for (String name : ForeignGitFiles.NEVER_IN_A_REPOSITORY) {
            RawPath path = folder.resolve(name);
            if (tree.stat(path) != null) {
                context.report(ImportNote.Kind.LEFT_OUT, path, ForeignGitFiles.WHY);
                tree.remove(path);
            }
        }
        for (String name : List.of("config", "config.worktree")) {
            RawPath file = folder.resolve(name);
            if (RealFolders.isFile(file, tree)) {
                byte[] content = Files.readAllBytes(tree.fileOf(file));
                byte[] clean = ImportedConfig.clean(file, content, context);
                if (!Arrays.equals(content, clean)) {
                    tree.replace(file, clean);
                }
            }
        }
    }

    private void requireNoLinks() throws IOException {
        for (RawPath name : FoundFolder.NEVER_LINKS) {
            FileStat stat = tree.stat(folder.resolve(name));
            boolean link = stat != null
                    && (stat.kind() == FileStat.Kind.SYMBOLIC_LINK
                            || (stat.kind() == FileStat.Kind.FILE && stat.links() > 1));
            if (link) {
                throw FoundFolder.refusedLink(folder.resolve(name));
            }
        }
    }

    /** A working tree that is said to be elsewhere must not be so through a link of the archive. */
    void requireRealWorkTree() throws IOException {
        String setting = WorkTree.setting(tree.fileOf(folder));
        if (setting == null) {
            return;
        }
        RawPath target = WorkTree.around(folder, setting);
        if (target == null || !target.startsWith(tree.name()) || leadsThroughLink(target)) {
            throw new ExportException(folder.resolve(CONFIG) + " says that the working tree is at " + setting
                    + ", which is not a folder of the project; nothing was imported");
        }
    }

    private boolean leadsThroughLink(RawPath path) throws IOException {
        for (RawPath at = path; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            if (tree.stat(at) != null && !RealFolders.isFolder(at, tree)) {
                return true;
            }
        }
        return false;
    }

    /** What {@code git lfs install --local} writes into a configuration that has no filter of that name; git-lfs-install(1). */
    void setUpLfs() throws IOException {
        RawPath file = folder.resolve(CONFIG);
        if (!RealFolders.isFile(file, tree)) {
            return;
        }
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        if (!LfsFilter.isIn(content)) {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            tree.replace(file, (text + LfsFilter.CONFIG).getBytes(StandardCharsets.ISO_8859_1));
            context.report(ImportNote.Kind.NOTE, file, LfsFilter.SET_UP);
        }
    }

    /** Tells Git what it need not read. */
    void refreshIndex() throws IOException {
        RawPath index = folder.resolve("index");
        RawPath workTree = WorkTree.around(folder, WorkTree.setting(tree.fileOf(folder)));
        if (workTree == null || !RealFolders.isFile(index, tree) || !tree.wasClean(index)) {
            return;
        }
        try {
            IdFormat ids = RepositoryKind.of(tree.fileOf(folder)).ids();
            new RestoredIndex(index, workTree, tree, ids).refresh();
        } catch (SourceException e) {
            throw new ExportException(index + ": " + e.getMessage() + "; nothing was imported", e);
        }
    }
}
