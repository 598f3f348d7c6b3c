package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.git.folder.GitDirectory;
import org.projectexporter.git.folder.Modules;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.files.GitSpelling;

/**
 * A folder of an archive that contains something that a repository contains, in any spelling that some file system
 * considers equal. Whether it is a repository is known when the whole archive has been read.
 */
public final class FoundFolder {
    /** The maximum depth of a part below the folder: {@code objects/info/alternates}. */
    static final int MAX_NAMES = 3;

    /** How a part is treated if the folder is a repository. */
    private enum Part {
        /** Imported unchanged, if it is valid. */
        INDEX,
        /** Never imported. */
        HARMFUL,
        /** Some file system considers its name equal to that of another part. */
        MISSPELT
    }

    private final Map<RawPath, Part> parts = new TreeMap<>();
    private final List<FoundConfig> configs = new ArrayList<>(0);
    /** Files that may be its HEAD, and whose content has not been seen. */
    private final List<RawPath> unseenHeads = new ArrayList<>(0);

    private boolean hasHead;
    private boolean hasHeadFile;
    private boolean hasObjects;
    private boolean hasRefs;
    private boolean hasConfig;
    private boolean hasCommonFolder;

    /** Whether a file of that name in a folder may be a part of a repository. */
    public static boolean concerns(RawPath below) {
        return GitSpelling.partOf(below) != null || GitSpelling.misspeltPart(below) != null;
    }

    /** Records an entry that {@link #concerns} this folder. */
    void add(ArchiveEntry entry, RawPath below) {
        String part = String.valueOf(GitSpelling.partOf(below));
        boolean folder = entry.type() == EntryType.DIRECTORY;
        boolean top = below.equals(below.fileName());
        switch (top ? part : "") {
            case "HEAD" -> recordHead(entry);
            case "objects" -> hasObjects |= GitDirectory.mayBeEntered(entry.type(), entry.mode());
            case "refs" -> hasRefs |= GitDirectory.mayBeEntered(entry.type(), entry.mode());
            case "config" -> hasConfig |= !folder;
            case "commondir" -> hasCommonFolder |= !folder;
            default -> {}
        }
        if (GitSpelling.misspeltPart(below) != null) {
            parts.put(below, Part.MISSPELT);
        } else if (HarmfulGitFiles.whyNeverImported(below) != null) {
            parts.put(below, Part.HARMFUL);
        } else if (top && !folder && (part.equals("index") || part.equals("sharedindex."))) {
            parts.put(below, Part.INDEX);
        }
    }

    /**
     * Records a HEAD. The content of a file is passed to {@link #addHead}, or has to be looked up. Git accepts a link
     * only if it points to {@code refs/...}, but no link belongs there, so every link counts.
     */
    private void recordHead(ArchiveEntry entry) {
        hasHeadFile |= entry.type() != EntryType.DIRECTORY;
        hasHead |= entry.type() == EntryType.SYMBOLIC_LINK;
        if (entry.type() == EntryType.HARD_LINK || FoundFolders.isTooLarge(entry)) {
            unseenHeads.add(entry.path());
        }
    }

    void addHead(byte[] content) {
        setHead(GitDirectory.isHead(content));
    }

    void setHead(boolean valid) {
        hasHead |= valid;
    }

    List<RawPath> unseenHeads() {
        return unseenHeads;
    }

    void addConfig(FoundConfig config) {
        configs.add(config.isMain() ? 0 : configs.size(), config);
    }

    /** Adds a configuration, or replaces what was known about the same file. */
    public void putConfig(FoundConfig config) {
        configs.removeIf(known -> known.file().equals(config.file()));
        addConfig(config);
    }

    /** Its configurations, in the order in which Git reads them. */
    List<FoundConfig> configs() {
        return configs;
    }

    /** Whether Git would open it, with its own objects and refs or with those of another repository. */
    boolean isRepository() {
        return hasHead && ((hasObjects && hasRefs) || hasCommonFolder);
    }

    /**
     * Whether it is a damaged repository, given that it is below {@code modules}: by the rule of {@link Modules}.
     *
     * @param objects the folder {@code objects} in it; null if it is not a candidate
     */
    boolean isDamagedRepository(@Nullable FoundFolder objects) {
        return hasHeadFile || hasConfig || (hasObjects && hasRefs && (objects == null || !objects.hasHeadFile));
    }

    /** Parts that are never imported, relative to the folder. */
    public List<RawPath> harmful() {
        return all(Part.HARMFUL);
    }

    /** Its index, and the shared indexes that it may be based on. */
    public List<RawPath> indexes() {
        return all(Part.INDEX);
    }

    private List<RawPath> all(Part kind) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Refuses names that some file system considers equal to those of other parts. */
    public void requireExactNames(RawPath folder) throws RefusedArchiveException {
        for (RawPath name : all(Part.MISSPELT)) {
            throw new RefusedArchiveException(
                    ArchiveDefect.GIT_LOOKALIKE,
                    folder.resolve(name),
                    "in the folder of a repository, some file systems treat it as \"" + GitSpelling.misspeltPart(name)
                            + "\"; if the archive is yours, rename it in the project, then"
                            + " export again");
        }
    }

    /** Reports what an import would leave out or clean in the repository at {@code folder}. */
    public void report(RawPath folder, RestoreContext context) throws RefusedArchiveException {
        requireExactNames(folder);
        for (FoundConfig config : configs) {
            config.requireAllowed();
        }
        for (RawPath below : harmful()) {
            reportHarmful(folder.resolve(below), below, context);
        }
        configs.forEach(config -> config.report(context));
    }

    /** Reports a part that is never imported. */
    public static void reportHarmful(RawPath path, RawPath below, RestoreContext context) {
        context.report(ImportNote.Kind.LEFT_OUT, path, String.valueOf(HarmfulGitFiles.whyNeverImported(below)));
    }

    /** Whether it is shared with a group. */
    public boolean isShared() {
        return configs.stream().anyMatch(config -> config.isMain() && config.shared());
    }

    /** Whether its configuration has the Git LFS filter. */
    public boolean hasLfs() {
        return configs.stream().anyMatch(config -> config.isMain() && config.hasLfs());
    }

    /** Whether it has a configuration without the Git LFS filter. */
    public boolean lacksLfs() {
        return configs.stream().anyMatch(config -> config.isMain() && !config.hasLfs());
    }
}
