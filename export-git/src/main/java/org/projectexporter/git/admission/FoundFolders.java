package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * All folders of an archive that may be repositories and, when the whole archive has been read, those that are: each
 * {@code .git}, each folder that Git would open, and each damaged repository below {@code modules}.
 */
public final class FoundFolders {
    /** A file that is named like a configuration or a HEAD and is larger is examined when everything is unpacked. */
    private static final long LARGEST_READ_EARLY = 1 << 20;
    /** More than any project has; each takes about 200 bytes. */
    private static final int MAX = 500_000;

    private static final RawPath GIT = RawPath.of(".git");
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath MODULES = RawPath.of("modules");
    private static final RawPath OBJECTS = RawPath.of("objects");

    private final Map<RawPath, FoundFolder> found = new TreeMap<>();
    private final Set<RawPath> gitFolders = new TreeSet<>();
    /** Links that would be in a repository if a folder above them were one. */
    private final List<RawPath> links = new ArrayList<>();
    /** In tree order; filled when the whole archive has been read. */
    private final Map<RawPath, FoundFolder> repositories = new TreeMap<>();

    /** Reads files whose content was not seen while the archive was read. */
    @FunctionalInterface
    public interface Heads {
        /** Whether the file is the HEAD of a repository. */
        boolean isHead(RawPath file) throws IOException;
    }

    static boolean isTooLarge(ArchiveEntry entry) {
        return entry.type() == EntryType.FILE && entry.size() > LARGEST_READ_EARLY;
    }

    /** Whether the content of an entry has to be {@linkplain #addContent added}, once it is known. */
    public static boolean wantsContent(ArchiveEntry entry) {
        return entry.type() == EntryType.FILE
                && !isTooLarge(entry)
                && (FoundConfig.isConfigName(entry.path()) || isHead(entry.path()));
    }

    private static boolean isHead(RawPath path) {
        return HEAD.toString().equals(GitSpelling.partOf(path.fileName()));
    }

    /** Records an entry. */
    public void add(ArchiveEntry entry) throws RefusedArchiveException {
        RawPath path = entry.path();
        if (entry.type() == EntryType.DIRECTORY && path.isNamed(GIT)) {
            gitFolders.add(path);
        }
        boolean link = entry.type() == EntryType.SYMBOLIC_LINK || entry.type() == EntryType.HARD_LINK;
        if (link && isBelowAPart(path)) {
            links.add(path);
        }
        RawPath folder = path;
        for (int names = 1; names <= FoundFolder.MAX_NAMES && !folder.isRoot(); names++) {
            folder = RelativePaths.parentOf(folder);
            RawPath below = path.relativeTo(folder);
            if (FoundFolder.concerns(below)) {
                folderAt(folder).add(entry, below);
            }
        }
        if (found.size() + links.size() > MAX) {
            throw new RefusedArchiveException(
                    ArchiveDefect.TOO_MANY_ENTRIES,
                    path,
                    "more than " + MAX + " folders of the archive look like parts of a repository");
        }
    }

    private static boolean isBelowAPart(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            if (GitSpelling.partOf(at.fileName()) != null) {
                return true;
            }
        }
        return false;
    }

    private FoundFolder folderAt(RawPath path) {
        return found.computeIfAbsent(path, key -> new FoundFolder());
    }

    /** Records the content of a file whose content {@linkplain #wantsContent is needed}. */
    public void addContent(RawPath file, byte[] content) {
        if (isHead(file)) {
            folderAt(RelativePaths.parentOf(file)).addHead(content);
        } else {
            addConfig(FoundConfig.of(file, content));
        }
    }

    /** Records a configuration. */
    public void addConfig(FoundConfig config) {
        folderAt(RelativePaths.parentOf(config.file())).addConfig(config);
    }

    /** Must be called when the whole archive has been read. */
    public void resolve(Heads heads) throws IOException {
        for (RawPath folder : gitFolders) {
            repositories.put(folder, folderAt(folder));
        }
        for (Map.Entry<RawPath, FoundFolder> folder : found.entrySet()) {
            if (!gitFolders.contains(folder.getKey()) && isRepositoryAt(folder.getKey(), folder.getValue(), heads)) {
                repositories.put(folder.getKey(), folder.getValue());
            }
        }
    }

    private boolean isRepositoryAt(RawPath path, FoundFolder folder, Heads heads) throws IOException {
        for (RawPath head : folder.unseenHeads()) {
            folder.setHead(heads.isHead(head));
        }
        return folder.isRepository()
                || (folder.isDamagedRepository(found.get(path.resolve(OBJECTS))) && isOfSubmodule(path));
    }

    /** Whether a folder is inside a repository's {@code modules}. Repositories above the folder are already known. */
    private boolean isOfSubmodule(RawPath folder) {
        RawPath around = repositoryAround(folder);
        RawPath below = around == null ? RawPath.ROOT : folder.relativeTo(around);
        return below.startsWith(MODULES) && !below.equals(MODULES);
    }

    private @Nullable RawPath repositoryAround(RawPath path) {
        for (RawPath at = path.parent(); at != null && !at.isRoot(); at = at.parent()) {
            if (repositories.containsKey(at)) {
                return at;
            }
        }
        return null;
    }

    /** All repositories, including those in a folder {@code .git}. */
    public Collection<RawPath> repositories() {
        return repositories.keySet();
    }

    /** The folder of a repository. */
    public FoundFolder at(RawPath repository) {
        return folderAt(repository);
    }

    /** Whether a repository is a folder {@code .git}, whose harmful parts were never written. */
    public boolean isGit(RawPath repository) {
        return gitFolders.contains(repository);
    }

    /** Links in repositories. Those in a {@code .git} have been refused before. */
    public List<RawPath> links() {
        return links.stream().filter(this::isInRepository).toList();
    }

    private boolean isInRepository(RawPath link) {
        for (RawPath at = link.parent(); at != null && !at.isRoot(); at = at.parent()) {
            RawPath below = link.relativeTo(at);
            if (repositories.containsKey(at) && GitSpelling.partOf(RelativePaths.first(below)) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Parts that no repository may have, in a place where a submodule's repository would have them, but that neither
     * are in a repository nor contain one; with the reasons.
     */
    public Map<RawPath, String> loose() {
        Map<RawPath, String> loose = new TreeMap<>();
        TreeSet<RawPath> known = new TreeSet<>(repositories.keySet());
        found.forEach((path, folder) -> {
            if (known.contains(path) || !isOfSubmodule(path)) {
                return;
            }
            for (RawPath below : folder.harmful()) {
                RawPath its = path.resolve(below);
                RawPath next = known.ceiling(its);
                boolean containsRepository = next != null && next.startsWith(its);
                if (!containsRepository) {
                    loose.put(its, String.valueOf(HarmfulGitFiles.whyNeverImported(below)));
                }
            }
        });
        return loose;
    }
}
