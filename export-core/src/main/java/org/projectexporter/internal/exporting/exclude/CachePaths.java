package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Predicate;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

/** The files of an archive that the patterns for caches match, if the options keep them. Used by one thread. */
public final class CachePaths implements Predicate<RawPath> {
    private final RawPath project;
    private final @Nullable ExclusionRules rules;
    private @Nullable RawPath folder = RawPath.ROOT;
    private boolean inCache;

    private CachePaths(RawPath project, @Nullable ExclusionRules rules) {
        this.project = project;
        this.rules = rules;
    }

    /**
     * Those of an export with these options.
     *
     * @param project the project's folder in the archive
     */
    public static CachePaths of(ExportOptions options, RawPath project) {
        return new CachePaths(project, options.includeCache() ? ExclusionRules.ofCaches() : null);
    }

    /** Whether a file, by its path in the archive, or a folder above it matches. */
    @Override
    public boolean test(RawPath path) {
        if (rules == null || !path.startsWith(project)) {
            return false;
        }
        RawPath file = path.relativeTo(project);
        return isInCache(rules, file) || matches(rules, file, false);
    }

    /** Files arrive by folder, so the answer for the last one is kept. */
    private boolean isInCache(ExclusionRules cachePatterns, RawPath file) {
        RawPath parent = file.parent();
        if (!Objects.equals(parent, folder)) {
            folder = parent;
            inCache = false;
            for (RawPath at = parent; at != null && !at.isRoot() && !inCache; at = at.parent()) {
                inCache = matches(cachePatterns, at, true);
            }
        }
        return inCache;
    }

    private static boolean matches(ExclusionRules rules, RawPath path, boolean isFolder) {
        return rules.match(path, isFolder, IgnoreFiles.NONE) != null;
    }
}
