package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

/**
 * What stays behind: the patterns of the user, those of the project's own files {@code .exportignore}, and by default those of
 * caches and of secrets. Each is stronger than the next.
 */
public final class ExclusionRules {
    /** Why something stays behind. */
    enum Reason {
        EXCLUDE,
        EXPORTIGNORE,
        CACHE,
        SECRET
    }

    /**
     * The pattern that took a path.
     *
     * @param file the {@code .exportignore} that holds it, as the rules know it or, told to others, as in the archive; else null
     */
    public record Match(Reason reason, String pattern, @Nullable RawPath file) {
        /** Whether it also takes what Git tracks. */
        public boolean isExplicit() {
            return reason == Reason.EXCLUDE || reason == Reason.EXPORTIGNORE;
        }
    }

    /** Derived files, of film tools, of operating systems and of the scripts that live in projects. */
    private static final List<String> CACHE = List.of(
            "04_Cache/",
            "*.cache",
            "*.tmp",
            "Thumbs.db",
            ".DS_Store",
            ".Spotlight-V100/",
            ".Trashes/",
            ".fseventsd/",
            "Media Cache/",
            "Media Cache Files/",
            "CacheClip/",
            "__pycache__/",
            "*.pyc",
            ".pytest_cache/",
            ".mypy_cache/",
            "node_modules/");

    private static final List<String> SECRET = List.of(".env", ".env.*");

    private record Rule(Reason reason, PathPattern pattern) {
        private @Nullable Match match(@Nullable RawPath file) {
            return pattern.isNegated() ? null : new Match(reason, pattern.text(), file);
        }
    }

    private final List<Rule> defaults = new ArrayList<>();
    private final List<Rule> asked = new ArrayList<>();

    /**
     * The rules of an export.
     *
     * @throws IllegalArgumentException if a pattern is not valid
     */
    public ExclusionRules(ExportOptions options) {
        if (!options.includeCache()) {
            addAll(Reason.CACHE, CACHE, defaults);
        }
        if (!options.includeSecrets()) {
            addAll(Reason.SECRET, SECRET, defaults);
        }
        addAll(Reason.EXCLUDE, options.exclude(), asked);
    }

    private static void addAll(Reason reason, List<String> lines, List<Rule> rules) {
        for (String line : lines) {
            PathPattern.parse(line).ifPresent(pattern -> rules.add(new Rule(reason, pattern)));
        }
    }

    /**
     * The pattern that takes this very path, not one that takes a folder above it. The last matching pattern of the user decides,
     * else that of the deepest {@code .exportignore} which has one; a negated one also keeps what a default would take.
     *
     * @param ignore the files {@code .exportignore} that hold in the folder of {@code path}
     */
    @Nullable
    public Match match(RawPath path, boolean isFolder, IgnoreFiles ignore) {
        Rule rule = last(asked, path, isFolder);
        if (rule != null) {
            return rule.match(null);
        }
        for (IgnoreFiles at = ignore; at != null; at = at.above()) {
            IgnoreFile file = at.deepest();
            PathPattern pattern = file == null ? null : file.match(path, isFolder);
            if (file != null && pattern != null) {
                return new Rule(Reason.EXPORTIGNORE, pattern).match(file.path());
            }
        }
        rule = last(defaults, path, isFolder);
        return rule == null ? null : rule.match(null);
    }

    private static @Nullable Rule last(List<Rule> rules, RawPath path, boolean isFolder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).pattern.matches(path, isFolder)) {
                return rules.get(i);
            }
        }
        return null;
    }
}
