package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Decides which files of an untrusted repository are never imported: those that Git would run, and those that would
 * point it to files outside the repository. Source: gitrepository-layout(5), githooks(5). No export contains any of
 * them.
 */
public final class HarmfulGitFiles {
    /** Why hooks are not imported. */
    static final String HOOKS = "never imported: Git would run it";

    private static final String WHY = "never imported: it could be run, or point outside the project";
    private static final String BORROWED =
            "never imported: it names folders of another machine that objects are borrowed from; git fsck reports"
                    + " whether any are missing";

    /** Parts of a repository as {@link GitSpelling} knows them. */
    private static final Map<String, String> NEVER = Map.ofEntries(
            Map.entry("hooks", HOOKS),
            Map.entry("worktrees", WHY),
            Map.entry("commondir", WHY),
            Map.entry("gitdir", WHY),
            // remotes as before Git 1.5, in addition to those of the configuration
            Map.entry("branches", WHY),
            Map.entry("remotes", WHY),
            Map.entry("fsmonitor", WHY),
            // paths that git rerere copies and overwrites, wherever they are: do_rerere_one_path in Git's rerere.c
            Map.entry("MERGE_RR", WHY),
            // names of packs that Git opens wherever they are: prepare_midx_pack in its midx.c; it recreates the file
            Map.entry("multi-pack-index", WHY),
            Map.entry("alternates", BORROWED),
            Map.entry("http-alternates", BORROWED));

    private HarmfulGitFiles() {}

    /**
     * Why a part of a repository is never imported; null if it may be, or if the path is not a part of a repository.
     */
    public static @Nullable String whyNeverImported(RawPath below) {
        String part = GitSpelling.partOf(below);
        return part == null ? null : NEVER.get(part);
    }

    /**
     * The part that is never imported and that {@code path}, relative to a folder {@code .git}, is or is inside of;
     * null if there is none.
     */
    public static @Nullable RawPath neverImportedPart(RawPath path) {
        Deque<RawPath> way = new ArrayDeque<>();
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            way.push(at);
        }
        return way.stream()
                .filter(at -> whyNeverImported(at) != null)
                .findFirst()
                .orElse(null);
    }
}
