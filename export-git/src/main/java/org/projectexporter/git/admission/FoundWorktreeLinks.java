package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.MemoryException;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.git.folder.DiskPaths;
import org.projectexporter.git.folder.GitFile;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.files.SeenNames;

/**
 * Files {@code .git} and values of {@code core.worktree} in an archive: the folders that they point to, resolved
 * through folders of the archive only, and whether they may. Each is then rewritten from the folder that was found, so
 * that Git resolves it to the same one.
 */
public final class FoundWorktreeLinks {
    /** More than any project has submodules. */
    private static final int MAX_FILES = 10_000;

    private static final RawPath GIT = RawPath.of(".git");

    /**
     * The folders of the archive. An import creates each of them as a real folder below real folders, so that a path
     * through them cannot be redirected, neither by a link nor by a name that the file system considers equal to
     * another.
     */
    private final SeenNames folders = new SeenNames();

    /** Files, and the path in each; empty if there is none that Git would follow. */
    private final Map<RawPath, Optional<RawPath>> files = new TreeMap<>();
    /** The target of each file. */
    private final Map<RawPath, RawPath> targets = new LinkedHashMap<>();
    /** The targets of the values in the configurations of each repository. */
    private final Map<RawPath, Map<String, RawPath>> workTrees = new TreeMap<>();
    /** Configurations whose values of {@code core.worktree} are left out. */
    private final Set<RawPath> leftOut = new TreeSet<>();
    /** The target of the value that is effective, for each repository. */
    private final Map<RawPath, RawPath> workTree = new TreeMap<>();

    /** Adds a folder of the archive. */
    public void addFolder(RawPath folder) throws MemoryException {
        folders.put(folder, SeenNames.Kind.FOLDER);
    }

    /** Adds a file {@code .git}, and the path in it; null if there is none. */
    public void addFile(RawPath file, @Nullable RawPath target) throws RefusedArchiveException {
        files.put(file, Optional.ofNullable(target));
        if (files.size() > MAX_FILES) {
            throw new RefusedArchiveException(
                    ArchiveDefect.TOO_MANY_ENTRIES, file, "more than " + MAX_FILES + " files .git");
        }
    }

    /**
     * Resolves all of them. Must be called when the whole archive has been read, and before {@link #rewrite}.
     *
     * @param tree what was unpacked; null in a dry run, where it is not known whether something other than a folder is
     *     in the way
     * @throws RefusedArchiveException if one may not be imported
     */
    public void resolve(FoundFolders found, @Nullable RestoredTree tree, RestoreContext context) throws IOException {
        WorktreeLinkRules rules = new WorktreeLinkRules(
                found.repositories(), folder -> found.at(folder).isRepository());
        for (Map.Entry<RawPath, Optional<RawPath>> file : files.entrySet()) {
            RawPath from = RelativePaths.parentOf(file.getKey());
            RawPath target = file.getValue().map(way -> folder(from, way)).orElse(null);
            rules.addFile(file.getKey(), target);
            if (target != null) {
                targets.put(file.getKey(), target);
            }
        }
        for (RawPath repository : found.repositories()) {
            for (FoundConfig config :
                    found.at(repository).configs()) { // that of a worktree last, in the order in which Git reads them
                addWorkTrees(rules, repository, config, tree);
            }
        }
        for (WorktreeLinkRules.Fault fault : rules.faults()) {
            if (fault.refused()) {
                throw new RefusedArchiveException(
                        ArchiveDefect.GIT_LEADS_OUT, fault.file(), fault.why() + "; nothing was imported");
            }
            if (leftOut.add(fault.file())) {
                context.report(ImportNote.Kind.CLEANED, fault.file(), "left out of it: core.worktree, " + fault.why());
            }
        }
    }

    private @Nullable RawPath folder(RawPath from, RawPath way) {
        ResolvedPath place = ResolvedPath.of(this::isFolder, from, way);
        return place == null || place.missing() != null ? null : place.end();
    }

    private boolean isFolder(RawPath path) {
        return folders.get(path) != null;
    }

    private void addWorkTrees(
            WorktreeLinkRules rules, RawPath repository, FoundConfig config, @Nullable RestoredTree tree) {
        for (String value : config.workTrees()) {
            RawPath place = placeOrNone(repository, value, tree);
            rules.addWorkTree(repository, config.file(), value, place);
            if (place != null) {
                workTrees.computeIfAbsent(repository, key -> new TreeMap<>()).put(value, place);
                workTree.put(repository, place);
            }
        }
    }

    /**
     * A working tree that does not exist, such as that of a submodule that is not checked out, may be created later.
     */
    private @Nullable RawPath placeOrNone(RawPath repository, String value, @Nullable RestoredTree tree) {
        ResolvedPath place = ResolvedPath.of(this::isFolder, repository, bytes(value));
        if (place == null) {
            return null;
        }
        RawPath missing = place.missing();
        boolean taken = missing != null
                && tree != null
                && Files.exists(onDisk(missing, tree), LinkOption.NOFOLLOW_LINKS); // under another spelling, too
        return taken ? null : place.end();
    }

    private static RawPath bytes(String text) {
        return RawPath.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The working tree of a repository; null if it has none in the archive, or if it is not certain. */
    @Nullable
    public RawPath workTreeOf(RawPath repository) {
        if (leftOut.contains(repository.resolve("config")) || leftOut.contains(repository.resolve("config.worktree"))) {
            return null;
        }
        RawPath byDefault = repository.isNamed(GIT) ? RelativePaths.parentOf(repository) : null;
        return workTree.getOrDefault(repository, byDefault);
    }

    /**
     * Rewrites them so that they point to the folders that were found, using the names that the folders have on this
     * file system.
     */
    public void rewrite(FoundFolders found, RestoredTree tree) throws IOException {
        for (Map.Entry<RawPath, RawPath> file : targets.entrySet()) {
            byte[] text = GitFile.textFor(between(RelativePaths.parentOf(file.getKey()), file.getValue(), tree));
            replaceIfOther(file.getKey(), text, tree);
        }
        for (Map.Entry<RawPath, Map<String, RawPath>> repository : workTrees.entrySet()) {
            for (FoundConfig config : found.at(repository.getKey()).configs()) {
                rewrite(repository.getKey(), config, repository.getValue(), tree);
            }
        }
    }

    private void rewrite(RawPath repository, FoundConfig config, Map<String, RawPath> places, RestoredTree tree)
            throws IOException {
        if (config.workTrees().isEmpty()) {
            return;
        }
        byte[] content = Files.readAllBytes(tree.fileOf(config.file()));
        boolean none = leftOut.contains(config.file());
        ImportedConfig changed = ImportedConfig.clean(config.file(), content)
                .withWorkTrees(
                        value -> none ? null : text(between(repository, places.getOrDefault(value, repository), tree)));
        replaceIfOther(config.file(), changed.bytes(), tree);
    }

    private static void replaceIfOther(RawPath file, byte[] content, RestoredTree tree) throws IOException {
        if (!Arrays.equals(content, Files.readAllBytes(tree.fileOf(file)))) {
            tree.replace(file, content);
        }
    }

    private RawPath between(RawPath from, RawPath to, RestoredTree tree) {
        Path top = tree.fileOf(RelativePaths.first(from));
        return RelativePaths.between(DiskPaths.below(top, tree.fileOf(from)), DiskPaths.below(top, onDisk(to, tree)));
    }

    /**
     * The location of a path that begins with folders of the archive and continues with names that do not exist yet.
     */
    private Path onDisk(RawPath path, RestoredTree tree) {
        RawPath folder = path;
        while (!isFolder(folder) && !folder.isRoot()) {
            folder = RelativePaths.parentOf(folder);
        }
        return NativeNames.resolve(tree.fileOf(folder), path.relativeTo(folder));
    }

    private static String text(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }
}
