package org.projectexporter.git.restore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.SourceException;
import org.projectexporter.git.admission.FoundConfig;
import org.projectexporter.git.admission.FoundFolder;
import org.projectexporter.git.admission.ImportedConfig;
import org.projectexporter.git.config.ConfigEntry;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.config.ConfigWriter;
import org.projectexporter.git.config.DiskSettings;
import org.projectexporter.git.config.Filter;
import org.projectexporter.git.config.LfsFilter;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.config.StatRules;
import org.projectexporter.git.config.UserHooks;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/** An unpacked repository, which is made safe, as far as this was not possible during unpacking, and ready for use. */
final class RestoredRepository {
    /** A larger file is not a configuration. */
    private static final long LARGEST_CONFIG = 16 << 20;

    private static final int OWNER_WRITES = 0200;

    private final RawPath folder;
    private final FoundFolder found;
    private final RestoredTree tree;
    private final RestoreContext context;

    RestoredRepository(RawPath folder, FoundFolder found, RestoredTree tree, RestoreContext context) {
        this.folder = folder;
        this.found = found;
        this.tree = tree;
        this.context = context;
    }

    /**
     * Cleans a repository that is not a {@code .git}: one of a submodule, or a bare one, which Git also discovers when
     * it is run inside of it.
     */
    void clean() throws IOException {
        found.requireExactNames(folder);
        for (String name : List.of("HEAD", "config", "config.worktree", "index")) {
            requireOneName(folder.resolve(name));
        }
        for (RawPath below : found.harmful()) {
            RawPath path = folder.resolve(below);
            if (tree.stat(path) != null) {
                FoundFolder.reportHarmful(path, below, context);
                tree.remove(path);
            }
        }
        for (String name : List.of("config", "config.worktree")) {
            cleanConfig(folder.resolve(name));
        }
    }

    /** The manifest may have turned a file that Git writes into a hard link to a file elsewhere. */
    private void requireOneName(RawPath file) throws IOException {
        FileStat stat = tree.stat(file);
        if (stat != null && stat.kind() == FileStat.Kind.FILE && stat.links() > 1) {
            throw refusedLink(file);
        }
    }

    static RefusedArchiveException refusedLink(RawPath path) {
        return new RefusedArchiveException(
                ArchiveDefect.LINK_IN_GIT,
                path,
                "a link in the folder of a repository, instead of a file that Git reads");
    }

    private void cleanConfig(RawPath file) throws IOException {
        FileStat stat = tree.stat(file);
        if (stat == null || stat.kind() != FileStat.Kind.FILE) {
            return;
        }
        if (stat.size() > LARGEST_CONFIG) {
            throw new RefusedArchiveException(
                    ArchiveDefect.BAD_GIT_CONFIG, file, "a configuration of " + stat.size() + " bytes");
        }
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        ImportedConfig clean = ImportedConfig.of(file, content);
        FoundConfig config = FoundConfig.of(clean);
        config.report(context);
        found.putConfig(config);
        if (!Arrays.equals(content, clean.bytes())) {
            tree.replace(file, clean.bytes());
        }
    }

    /** Fits the configurations and the refs to the file system. */
    void fitToDisk(RefFiles refs) throws IOException {
        if (!context.disk().holdsAllNames()) {
            new RestoredRefs(folder, tree, context, ids()).pack(refs);
        }
        for (String name : List.of("config", "config.worktree")) {
            RawPath file = folder.resolve(name);
            if (RealFolders.isFile(file, tree)) {
                fit(file, name.equals("config"));
            }
        }
    }

    private void fit(RawPath file, boolean main) throws IOException {
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        List<ConfigEntry> before = ConfigReader.readable(content);
        List<ConfigEntry> after = DiskSettings.fitted(before, context.disk(), main);
        if (!after.equals(before)) {
            tree.replace(file, ConfigWriter.write(after).getBytes(StandardCharsets.ISO_8859_1));
            String what = DiskSettings.difference(before, after);
            context.report(ImportNote.Kind.NOTE, file, "fitted to this file system, as Git does it: " + what);
        }
    }

    /**
     * Refuses an index with paths that Git would never add, and leaves out files that are not an index.
     *
     * @param visitor receives the entries of all indexes
     */
    void checkIndexes(IndexReader.PlaceVisitor visitor) throws IOException {
        for (RawPath name : found.indexes()) {
            if (RealFolders.isFile(folder.resolve(name), tree)) {
                new UntrustedIndex(folder.resolve(name), tree, context, ids(), visitor).check();
            }
        }
    }

    /** Whether the archive has an index that {@link #checkIndexes} has left out. */
    boolean hasLostIndex() throws IOException {
        RawPath index = RawPath.of("index");
        return found.indexes().contains(index) && !RealFolders.isFile(folder.resolve(index), tree);
    }

    private IdFormat ids() throws IOException {
        return RepositoryKind.of(tree.fileOf(folder)).ids();
    }

    /** Does what {@code git lfs install --local} does: git-lfs-install(1). */
    void setUpLfs() throws IOException {
        RawPath file = folder.resolve("config");
        FileStat stat = RealFolders.isFile(file, tree) ? tree.stat(file) : null;
        if (stat == null) {
            return;
        }
        if (UserHooks.areElsewhere(System.getenv())) {
            context.report(ImportNote.Kind.NOTE, folder.resolve(LfsHooks.FOLDER), LfsHooks.ELSEWHERE);
        } else if ((stat.mode() & OWNER_WRITES) == 0) {
            context.report(ImportNote.Kind.NOTE, folder.resolve(LfsHooks.FOLDER), LfsHooks.READ_ONLY);
        } else {
            LfsHooks.create(folder, stat, tree);
        }
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        if (!LfsFilter.isIn(content)) {
            append(file, content, LfsFilter.CONFIG);
            context.report(ImportNote.Kind.NOTE, file, LfsFilter.SET_UP);
        }
    }

    private void append(RawPath file, byte[] content, String section) throws IOException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        tree.replace(file, (text + section).getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Adds to the configuration settings that make Git refuse to store what a filter should encrypt, and reports the
     * filters.
     */
    void guard(Collection<Filter> filters) throws IOException {
        RawPath file = folder.resolve("config");
        if (!RealFolders.isFile(file, tree)) {
            return;
        }
        byte[] content = Files.readAllBytes(tree.fileOf(file));
        List<ConfigEntry> config = ConfigReader.read(new String(content, StandardCharsets.ISO_8859_1));
        List<ConfigEntry> added = new ArrayList<>();
        for (Filter filter : filters) {
            if (filter.encrypts() && !filter.isIn(config)) {
                added.addAll(filter.guard());
            }
            context.report(ImportNote.Kind.NOTE, file, filter.imported());
        }
        if (!added.isEmpty()) {
            append(file, content, ConfigWriter.write(added));
        }
    }

    /**
     * Updates the index, so that Git need not read the files of the working tree.
     *
     * @param workTree the repository's working tree; null if it has none
     */
    void refreshIndex(@Nullable RawPath workTree) throws IOException {
        RawPath index = folder.resolve("index");
        if (workTree == null || !RealFolders.isFile(index, tree) || !tree.wasClean(index)) {
            return;
        }
        try {
            new RestoredIndex(index, workTree, tree, ids(), StatRules.of(tree.fileOf(folder))).refresh();
        } catch (SourceException e) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED, index + ": " + e.getMessage() + "; nothing was imported", e);
        }
    }
}
