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
 * A folder of an archive that holds something that a repository has, in whatever spelling some file system takes for it. Whether it is a
 * repository is known when all has been read.
 */
public final class FoundFolder {
    /** How many names below the folder what it has may lie: {@code objects/info/alternates}. */
    static final int MOST_NAMES = 3;

    /** What is to be done about a part, if the folder is a repository. */
    private enum Part {
        /** Comes in as it is, if it may. */
        INDEX,
        /** Never comes in. */
        HARMFUL,
        /** Some file system takes it for something else than it is. */
        MISSPELT
    }

    private final Map<RawPath, Part> parts = new TreeMap<>();
    private final List<FoundConfig> configs = new ArrayList<>(0);
    /** Files that may be its HEAD, and whose content was not seen. */
    private final List<RawPath> unseenHeads = new ArrayList<>(0);

    private boolean hasHead;
    private boolean hasHeadFile;
    private boolean hasObjects;
    private boolean hasRefs;
    private boolean hasConfig;
    private boolean hasCommonFolder;

    /** Whether something of that name in a folder makes it worth being watched. */
    public static boolean concerns(RawPath below) {
        return GitSpelling.partOf(below) != null || GitSpelling.misspeltPart(below) != null;
    }

    /** Notes what {@link #concerns} it. */
    void add(ArchiveEntry entry, RawPath below) {
        String part = String.valueOf(GitSpelling.partOf(below));
        boolean folder = entry.type() == EntryType.DIRECTORY;
        boolean top = below.equals(below.fileName());
        switch (top ? part : "") {
            case "HEAD" -> noteHead(entry);
            case "objects" -> hasObjects |= GitDirectory.mayBeEntered(entry.type(), entry.mode());
            case "refs" -> hasRefs |= GitDirectory.mayBeEntered(entry.type(), entry.mode());
            case "config" -> hasConfig |= !folder;
            case "commondir" -> hasCommonFolder |= !folder;
            default -> {}
        }
        if (GitSpelling.misspeltPart(below) != null) {
            parts.put(below, Part.MISSPELT);
        } else if (ForeignGitFiles.whyNever(below) != null) {
            parts.put(below, Part.HARMFUL);
        } else if (top && !folder && (part.equals("index") || part.equals("sharedindex."))) {
            parts.put(below, Part.INDEX);
        }
    }

    /**
     * What a file says comes with {@link #addHead}, or has to be looked up. Of links Git takes those for one that lead to {@code refs/...},
     * but no link belongs there.
     */
    private void noteHead(ArchiveEntry entry) {
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

    /** Adds one, or puts it in the place of what was known of the same file. */
    public void putConfig(FoundConfig config) {
        configs.removeIf(known -> known.file().equals(config.file()));
        addConfig(config);
    }

    /** Its configurations, in the order in which Git reads them. */
    List<FoundConfig> configs() {
        return configs;
    }

    /** Whether Git would open it: with objects and refs of its own, or with those of another. */
    boolean isRepository() {
        return hasHead && ((hasObjects && hasRefs) || hasCommonFolder);
    }

    /**
     * Whether it is what is left of a repository, if it is where those of submodules are: as {@link Modules} has it.
     *
     * @param objects the folder of that name in it; null if it is none of interest
     */
    boolean isRuin(@Nullable FoundFolder objects) {
        return hasHeadFile || hasConfig || (hasObjects && hasRefs && (objects == null || !objects.hasHeadFile));
    }

    /** Parts that never come in, as seen from the folder. */
    public List<RawPath> harmful() {
        return all(Part.HARMFUL);
    }

    /** Its index, and those that it may be based on. */
    public List<RawPath> indexes() {
        return all(Part.INDEX);
    }

    private List<RawPath> all(Part kind) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Refuses names that some file system takes for those of other parts. */
    public void requireExactNames(RawPath folder) throws RefusedArchiveException {
        for (RawPath name : all(Part.MISSPELT)) {
            throw new RefusedArchiveException(
                    ArchiveDefect.GIT_LOOKALIKE,
                    folder.resolve(name),
                    "in the folder of a repository it is \"" + GitSpelling.misspeltPart(name)
                            + "\" to some file system; if it is meant to be, give it another name in the project, then"
                            + " export again");
        }
    }

    /** Reports what an import would leave out of the repository at {@code folder}, and clean. */
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

    public static void reportHarmful(RawPath path, RawPath below, RestoreContext context) {
        context.report(ImportNote.Kind.LEFT_OUT, path, String.valueOf(ForeignGitFiles.whyNever(below)));
    }

    /** Whether it has a configuration without the filter of Git LFS. */
    public boolean lacksLfs() {
        return configs.stream().anyMatch(config -> config.isMain() && !config.hasLfs());
    }
}
