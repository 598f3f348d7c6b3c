package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
            "checkstat",
            "ignorestat");
    private static final Set<String> REMOTE = Set.of("fetch", "push", "tagopt", "promisor", "partialclonefilter");
    private static final Set<String> BRANCH = Set.of("merge", "rebase", "description");
    private static final Set<String> SUBMODULE = Set.of("active", "branch", "ignore");
    /**
     * Every git-lfs command adds the version if it is missing. Exporting it keeps the config, and so its checksum,
     * unchanged.
     */
    private static final Set<String> LFS = Set.of("fetchinclude", "fetchexclude", "repositoryformatversion");

    /**
     * Extensions that nothing in an archive needs, and that older versions of Git refuse: linked worktrees, whose paths
     * the first is about, are not exported, and the folder of a submodule's repository, which the second sets, is found
     * by the file {@code .git} as well. See {@code extensions} in git-config(1).
     */
    private static final Set<String> NOT_NEEDED = Set.of("relativeworktrees", "submodulepathconfig");

    private static final Set<String> UPDATES = Set.of("checkout", "rebase", "merge", "none");

    /** The submodules that git status passes over; {@code diff} in git-config(1). */
    private static final Set<String> IGNORED_SUBMODULES = Set.of("all", "dirty", "untracked", "none");

    /**
     * What git-svn needs to find its branches again, in {@code svn-remote.NAME}: git-svn(1), "CONFIG FILE OPTIONS". Of
     * the others, {@code svn.authorsProg} is a program.
     */
    private static final Set<String> SVN_REMOTE = Set.of(
            "fetch",
            "branches",
            "tags",
            "nometadata",
            "usesvmprops",
            "usesvnsyncprops",
            "rewriteuuid",
            "uuid",
            "automkdirs",
            "include-paths",
            "ignore-paths",
            "ignore-refs");

    private static final Set<String> SVN_URLS = Set.of("url", "pushurl", "commiturl", "rewriteroot", "reposroot");

    /** For which keys git-remote-gcrypt encrypts a remote: its README, "Configuration". A shell splits the value. */
    private static final Set<String> GCRYPT = Set.of("gcrypt-participants", "gcrypt-publish-participants", "gcrypt-id");

    private static final Pattern GCRYPT_VALUE = Pattern.compile("(:id:)?[A-Za-z0-9]+( [A-Za-z0-9]+)*");

    /** Names of branches and their prefixes, which the scripts of git-flow use: {@code git flow init}. */
    private static final Pattern GITFLOW_VALUE = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.+/-]*)?");

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
                    case "status" -> true;
                    case "extensions" -> !NOT_NEEDED.contains(name);
                    case "user" -> name.equals("name") || name.equals("email");
                    case "lfs" -> LFS.contains(name);
                    case "diff" -> name.equals("ignoresubmodules") && isOneOf(IGNORED_SUBMODULES, entry);
                    case "gcrypt" -> name.endsWith("participants") && matches(GCRYPT_VALUE, entry);
                    case "gitflow" -> name.equals("origin") && matches(GITFLOW_VALUE, entry);
                    case "log" -> name.equals("excludedecoration");
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
                    case "svn-remote" -> SVN_URLS.contains(name);
                    default -> false;
                };
        return isUrl ? cleaned(entry) : keepsNamed(entry, name, subsection) ? entry : null;
    }

    private static boolean isOneOf(Set<String> values, ConfigEntry entry) {
        return entry.value() != null && values.contains(entry.value());
    }

    private static boolean matches(Pattern pattern, ConfigEntry entry) {
        return entry.value() != null && pattern.matcher(entry.value()).matches();
    }

    private static @Nullable ConfigEntry cleaned(ConfigEntry entry) {
        String url = entry.value() == null ? null : UrlSecrets.clean(entry.value());
        return url == null ? null : entry.withValue(url);
    }

    private static boolean keepsNamed(ConfigEntry entry, String name, String subsection) {
        String value = entry.value();
        return switch (entry.section()) {
            case "remote" -> REMOTE.contains(name) || (GCRYPT.contains(name) && matches(GCRYPT_VALUE, entry));
            case "svn-remote" -> SVN_REMOTE.contains(name);
            case "gitflow" ->
                (subsection.equals("prefix") || subsection.equals("branch") || subsection.startsWith("branch."))
                        && matches(GITFLOW_VALUE, entry);
            case "branch" -> BRANCH.contains(name);
            case "submodule" -> SUBMODULE.contains(name) || (name.equals("update") && isOneOf(UPDATES, entry));
            case "filter" ->
                subsection.equals("lfs")
                        && value != null
                        && LFS_FILTER.getOrDefault(name, Set.of()).contains(value);
            default -> false;
        };
    }
}
