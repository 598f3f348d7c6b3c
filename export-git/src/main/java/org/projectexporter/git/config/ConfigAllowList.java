package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * The entries of a repository's configuration that are exported: those that describe the repository and its working
 * tree. Any other entry could contain a secret or name a program to run. {@link ConfigDangers} finds allowed entries
 * whose values could do so.
 */
final class ConfigAllowList {
    private static final Set<String> CORE = Set.of(
            "repositoryformatversion",
            "filemode",
            "bare",
            "symlinks",
            "ignorecase",
            "precomposeunicode",
            "autocrlf",
            "eol",
            "safecrlf",
            "sparsecheckout",
            "sparsecheckoutcone",
            "quotepath",
            "logallrefupdates",
            "trustctime",
            "checkstat");
    private static final Set<String> REMOTE = Set.of("fetch", "push", "tagopt", "promisor", "partialclonefilter");
    private static final Set<String> BRANCH = Set.of("merge", "rebase", "description");
    private static final Set<String> SUBMODULE = Set.of("active", "branch", "ignore");
    /**
     * Every git-lfs command adds the version if it is missing. Exporting it keeps the config, and so its checksum,
     * unchanged.
     */
    private static final Set<String> LFS = Set.of("fetchinclude", "fetchexclude", "repositoryformatversion");

    private static final Set<String> UPDATES = Set.of("checkout", "rebase", "merge", "none");

    /** What {@code git lfs install} writes, with and without --skip-smudge. */
    private static final Map<String, Set<String>> LFS_FILTER = Map.of(
            "clean", Set.of("git-lfs clean -- %f"),
            "smudge", Set.of("git-lfs smudge -- %f", "git-lfs smudge --skip -- %f"),
            "process", Set.of("git-lfs filter-process", "git-lfs filter-process --skip"),
            "required", Set.of("true"));

    private final WorkTreeSetting workTree;

    /** An allow list for the configuration of a repository whose working tree is given by {@code workTree}. */
    ConfigAllowList(WorkTreeSetting workTree) {
        this.workTree = workTree;
    }

    /** The entry as it may be exported; null if it may not. */
    @Nullable
    ConfigEntry apply(ConfigEntry entry) {
        String subsection = entry.subsection();
        if (ConfigDangers.has(entry)
                || (subsection != null && !UrlSecrets.blank(subsection).equals(subsection))) {
            return null;
        }
        ConfigEntry kept = subsection == null ? general(entry) : named(entry, subsection);
        String value = kept == null ? null : kept.value();
        return kept == null || value == null ? kept : kept.withValue(UrlSecrets.blank(value));
    }

    private @Nullable ConfigEntry general(ConfigEntry entry) {
        String name = entry.lowerName();
        boolean keep =
                switch (entry.section()) {
                    case "index" -> name.equals("sparse") || name.equals("version");
                    case "extensions", "status" -> true;
                    case "user" -> name.equals("name") || name.equals("email");
                    case "lfs" -> LFS.contains(name);
                    default -> false;
                };
        return entry.section().equals("core") ? core(entry, name) : keep ? entry : null;
    }

    private @Nullable ConfigEntry core(ConfigEntry entry, String name) {
        if (name.equals("worktree")) {
            String value = workTree.apply(entry.value());
            return value == null ? null : entry.withValue(value);
        }
        if (SharedRepository.is(entry)) {
            return SharedRepository.isHarmless(entry.value()) ? entry : null;
        }
        boolean isMainBare = name.equals("bare") && workTree.isIgnored() && entry.isTrue();
        return isMainBare ? entry.withValue("false") : CORE.contains(name) ? entry : null;
    }

    private static @Nullable ConfigEntry named(ConfigEntry entry, String subsection) {
        String name = entry.lowerName();
        boolean isUrl =
                switch (entry.section()) {
                    case "remote" -> name.equals("url") || name.equals("pushurl");
                    case "branch" -> name.equals("remote");
                    case "submodule" -> name.equals("url");
                    default -> false;
                };
        return isUrl ? cleaned(entry) : keepsNamed(entry, name, subsection) ? entry : null;
    }

    private static @Nullable ConfigEntry cleaned(ConfigEntry entry) {
        String url = entry.value() == null ? null : UrlSecrets.clean(entry.value());
        return url == null ? null : entry.withValue(url);
    }

    private static boolean keepsNamed(ConfigEntry entry, String name, String subsection) {
        String value = entry.value();
        return switch (entry.section()) {
            case "remote" -> REMOTE.contains(name);
            case "branch" -> BRANCH.contains(name);
            case "submodule" ->
                SUBMODULE.contains(name) || (name.equals("update") && value != null && UPDATES.contains(value));
            case "filter" ->
                subsection.equals("lfs")
                        && value != null
                        && LFS_FILTER.getOrDefault(name, Set.of()).contains(value);
            default -> false;
        };
    }
}
