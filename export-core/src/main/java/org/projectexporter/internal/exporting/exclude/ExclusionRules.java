package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

/**
 * The rules for what is left out: the patterns of the user, those of the project's own files {@code .exportignore}, and
 * by default those for caches and secrets. Each kind takes precedence over the next.
 */
public final class ExclusionRules {
    /** Why something is left out. */
    enum Reason {
        EXCLUDE,
        EXPORTIGNORE,
        CACHE,
        SECRET,
        UNUSED_MEDIA
    }

    /**
     * The pattern that matched a path.
     *
     * @param file the {@code .exportignore} that contains it, relative to the project within the rules, and as in the
     *     archive outside of them; null for other patterns
     */
    public record Match(Reason reason, String pattern, @Nullable RawPath file) {
        /** Stands for the files of a media folder that no document uses. */
        public static Match ofUnusedMedia(String folder) {
            return new Match(Reason.UNUSED_MEDIA, folder, null);
        }

        /** Whether it also leaves out files that Git tracks. */
        public boolean isExplicit() {
            return reason == Reason.EXCLUDE || reason == Reason.EXPORTIGNORE || reason == Reason.UNUSED_MEDIA;
        }
    }

    /** Derived files of film tools, of operating systems and of scripts in projects. */
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

    /**
     * Files for settings and passwords that their tools keep out of the history: of DVC (its guide, "Project
     * structure"), Mercurial (hgrc(5), "auth") and Sapling, git-credential-store(1), and curl(1) for netrc.
     */
    private static final List<String> SECRET = List.of(
            ".env",
            ".env.*",
            "**/.dvc/config.local",
            "**/.hg/hgrc",
            "**/.sl/config",
            ".git-credentials",
            ".netrc",
            "_netrc");

    private record Rule(Reason reason, PathPattern pattern) {
        private @Nullable Match match(@Nullable RawPath file) {
            return pattern.isNegated() ? null : new Match(reason, pattern.text(), file);
        }
    }

    private final List<Rule> defaults = new ArrayList<>();
    private final List<Rule> requested = new ArrayList<>();
    /** The requested ones that have matched nothing so far. */
    private final Set<Rule> unmatched = ConcurrentHashMap.newKeySet();

    /**
     * The rules of an export.
     *
     * @throws IllegalArgumentException if a pattern is invalid
     */
    public ExclusionRules(ExportOptions options) {
        if (!options.includeCache()) {
            addAll(Reason.CACHE, CACHE, defaults);
        }
        if (!options.includeSecrets()) {
            addAll(Reason.SECRET, SECRET, defaults);
        }
        addAll(Reason.EXCLUDE, options.exclude(), requested);
        unmatched.addAll(requested);
    }

    private ExclusionRules() {}

    /** The patterns for caches alone. */
    static ExclusionRules ofCaches() {
        ExclusionRules rules = new ExclusionRules();
        addAll(Reason.CACHE, CACHE, rules.defaults);
        return rules;
    }

    /**
     * Checks a pattern.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    public static void requireValid(String pattern) {
        PathPattern.parse(pattern);
    }

    /** The patterns of the user that have matched nothing, in their order. */
    public List<String> unmatched() {
        return requested.stream()
                .filter(unmatched::contains)
                .map(rule -> rule.pattern.text())
                .distinct()
                .toList();
    }

    private static void addAll(Reason reason, List<String> lines, List<Rule> rules) {
        for (String line : lines) {
            PathPattern.parse(line).ifPresent(pattern -> rules.add(new Rule(reason, pattern)));
        }
    }

    /**
     * The pattern that matches this path itself, not a folder above it; null if none does. The last matching pattern of
     * the user decides, else that of the deepest {@code .exportignore} that has one; a negated one also keeps what a
     * default would leave out.
     *
     * @param ignore the files {@code .exportignore} that apply to the folder of {@code path}
     */
    @Nullable
    public Match match(RawPath path, boolean isFolder, IgnoreFiles ignore) {
        unmatched.removeIf(rule -> rule.pattern.matches(path, isFolder));
        Rule rule = last(requested, path, isFolder);
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
