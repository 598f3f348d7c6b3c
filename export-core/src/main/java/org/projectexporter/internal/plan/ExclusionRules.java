package org.projectexporter.internal.plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

/** What stays behind: the patterns of the user, and by default those of caches and of secrets. */
final class ExclusionRules {
    /** Why something stays behind. */
    enum Reason {
        EXCLUDE,
        CACHE,
        SECRET
    }

    /** The pattern that took a path. */
    record Match(Reason reason, String pattern) {
        /** Whether it also takes what Git tracks. */
        boolean isExplicit() {
            return reason == Reason.EXCLUDE;
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

    private record Rule(Reason reason, PathPattern pattern) {}

    private final List<Rule> rules = new ArrayList<>();

    /**
     * The rules of an export.
     *
     * @throws IllegalArgumentException if a pattern is not valid
     */
    ExclusionRules(ExportOptions options) {
        if (!options.includeCache()) {
            addAll(Reason.CACHE, CACHE);
        }
        if (!options.includeSecrets()) {
            addAll(Reason.SECRET, SECRET);
        }
        addAll(Reason.EXCLUDE, options.exclude());
    }

    private void addAll(Reason reason, List<String> lines) {
        for (String line : lines) {
            PathPattern.parse(line).ifPresent(pattern -> rules.add(new Rule(reason, pattern)));
        }
    }

    /**
     * The pattern that takes this very path, not one that takes a folder above it. The user's last matching pattern decides; a
     * negated one also keeps what a default would take.
     */
    @Nullable
    Match match(RawPath path, boolean isFolder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.pattern.matches(path, isFolder)) {
                return rule.pattern.isNegated() ? null : new Match(rule.reason, rule.pattern.text());
            }
        }
        return null;
    }

    /** Whether a pattern takes the file {@code path} or a folder above it. */
    boolean takes(RawPath path) {
        RawPath folder = path.parent();
        while (folder != null && !folder.isRoot()) {
            if (match(folder, true) != null) {
                return true;
            }
            folder = folder.parent();
        }
        return match(path, false) != null;
    }
}
