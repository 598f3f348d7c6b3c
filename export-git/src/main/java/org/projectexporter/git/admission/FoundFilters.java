package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.git.config.AttributeFilters;
import org.projectexporter.git.config.Filter;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The filters that the files of attributes in an archive name, and the repositories whose files pass through them. */
public final class FoundFilters {
    /** More than any project has. */
    private static final int MOST_FILES = 100_000;

    /** By the file that names them. */
    private final Map<RawPath, Map<String, Filter>> found = new TreeMap<>();

    /** The files that name the filter of Git LFS. */
    private final Set<RawPath> lfs = new TreeSet<>();

    /**
     * Whether the content of an entry has to be {@linkplain #addContent added}.
     *
     * @param folder the topmost folder {@code .git} that contains the entry; null if there is none
     */
    public static boolean wantsContent(ArchiveEntry entry, @Nullable RawPath folder) {
        RawPath path = entry.path();
        boolean attributes = folder == null
                ? AttributeFilters.isAttributes(path)
                : path.toString().endsWith("/info/attributes");
        return attributes && entry.type() == EntryType.FILE && entry.size() <= AttributeFilters.LARGEST;
    }

    /** Adds the content of a file of attributes. */
    public void addContent(RawPath file, byte[] content) {
        if (AttributeFilters.nameLfs(content) && lfs.size() < MOST_FILES) {
            lfs.add(file);
        }
        Map<String, Filter> filters = AttributeFilters.in(content);
        if (!filters.isEmpty() && found.size() < MOST_FILES) {
            found.put(file, filters);
        }
    }

    /**
     * The filters of each repository that has some.
     *
     * @param workTrees the repositories, by their working trees
     */
    public Map<RawPath, Map<String, Filter>> byRepository(Map<RawPath, RawPath> workTrees) {
        Map<RawPath, Map<String, Filter>> all = new TreeMap<>();
        TreeSet<RawPath> repositories = new TreeSet<>(workTrees.values());
        for (Map.Entry<RawPath, Map<String, Filter>> file : found.entrySet()) {
            RawPath repository = repositoryOf(file.getKey(), workTrees, repositories);
            if (repository != null) {
                Map<String, Filter> filters = all.computeIfAbsent(repository, none -> new TreeMap<>());
                file.getValue().forEach((name, filter) -> filters.merge(name, filter, Filter::or));
            }
        }
        return all;
    }

    /**
     * The repositories some of whose files pass through the filter of Git LFS.
     *
     * @param workTrees the repositories, by their working trees
     */
    public Set<RawPath> ofLfs(Map<RawPath, RawPath> workTrees) {
        Set<RawPath> repositories = new TreeSet<>();
        TreeSet<RawPath> all = new TreeSet<>(workTrees.values());
        for (RawPath file : lfs) {
            RawPath repository = repositoryOf(file, workTrees, all);
            if (repository != null) {
                repositories.add(repository);
            }
        }
        return repositories;
    }

    /** The repository that contains the file, or whose working tree does; the innermost. */
    private static @Nullable RawPath repositoryOf(
            RawPath file, Map<RawPath, RawPath> workTrees, Collection<RawPath> repositories) {
        for (RawPath at = file.parent(); at != null; at = at.parent()) {
            RawPath around = repositories.contains(at) ? at : workTrees.get(at);
            if (around != null) {
                return around;
            }
        }
        return null;
    }
}
