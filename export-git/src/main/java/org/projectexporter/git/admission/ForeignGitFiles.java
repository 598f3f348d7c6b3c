package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Says what of a repository that comes from anyone is not brought in: what Git would run, and what would lead it to files that are not the
 * repository's. Source: gitrepository-layout(5), githooks(5). No export has any of it.
 */
public final class ForeignGitFiles {
    /** Why hooks are not brought in. */
    static final String HOOKS = "never comes in: Git would run it";

    private static final String WHY = "never comes in: it could run, or lead out of the project";
    private static final String BORROWED =
            "never comes in: it names folders of another machine that objects are borrowed from; git fsck reports whether any are missing";

    /** Parts of a repository as {@link GitSpelling} knows them. */
    private static final Map<String, String> NEVER = Map.ofEntries(
            Map.entry("hooks", HOOKS),
            Map.entry("worktrees", WHY),
            Map.entry("commondir", WHY),
            Map.entry("gitdir", WHY),
            // remotes of before Git 1.5, beside those of the configuration
            Map.entry("branches", WHY),
            Map.entry("remotes", WHY),
            Map.entry("fsmonitor", WHY),
            // paths that git rerere copies and overwrites, wherever they lead: do_rerere_one_path in Git's rerere.c
            Map.entry("MERGE_RR", WHY),
            // names of packs that Git opens wherever they are: prepare_midx_pack in its midx.c; it makes the file again
            Map.entry("multi-pack-index", WHY),
            Map.entry("alternates", BORROWED),
            Map.entry("http-alternates", BORROWED));

    private ForeignGitFiles() {}

    /** Why a part of a repository is not brought in; null if it is, or if the path is that of no part. */
    public static @Nullable String whyNever(RawPath below) {
        String part = GitSpelling.partOf(below);
        return part == null ? null : NEVER.get(part);
    }

    /** The part that {@code path}, as seen from a folder {@code .git}, is or is in, if it is never brought in; else null. */
    public static @Nullable RawPath neverAround(RawPath path) {
        Deque<RawPath> way = new ArrayDeque<>();
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            way.push(at);
        }
        return way.stream().filter(at -> whyNever(at) != null).findFirst().orElse(null);
    }
}
