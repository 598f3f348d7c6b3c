package org.projectexporter.spi.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;

/** Which names some file system treats as {@code .git}, or as a part of a repository, and which must not be refused. */
class GitSpellingTest {
    private static boolean isGitSomewhere(String name) {
        byte[] path = ("a/" + name + "/b").getBytes(StandardCharsets.UTF_8);
        return GitSpelling.isGitSomewhere(path, 2, path.length - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git",
                ".GIT",
                ".git . .",
                "git~1",
                "GIT~3 ",
                ".git:x",
                ".git::$INDEX_ALLOCATION",
                ".g\u200cit",
                "\ufeff.git",
                ".git\u206b.",
                ".\u00adgit",
                ".g\u0131t"
            })
    void spellingsThatSomeFileSystemTakesForIt_areKnown(String name) {
        assertThat(isGitSomewhere(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git",
                ".gi",
                ".gitt",
                ".gitignore",
                ".gitmodules",
                ".gitattributes",
                ".github",
                ".git-credentials",
                ".git_old",
                ".git.bak",
                ".git .x",
                "x.git",
                "film.git",
                "git~",
                "git~10",
                "git~1x",
                "git~x",
                "gitk",
                "g",
                ".",
                "\u00fc.git",
                ".g\u00efte",
                "\u200c",
                "dot.git"
            })
    void otherNames_areLeftAlone(String name) {
        assertThat(isGitSomewhere(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Config, config",
        "CONFIG, config",
        "config., config",
        "'config ', config",
        "'config . .', config",
        "config::$DATA, config",
        "config:x, config",
        "con\u200cfig, config",
        "con\ufb01g, config",
        "\uff43onfig, config",
        "CONFIG~1, config",
        "CONFIG.Worktree, config.worktree",
        "CONFIG~1.WOR, config.worktree",
        "hoo\u212as, hooks",
        "hook\u017f, hooks",
        "HOOKS~1, hooks",
        "hooks\\post-checkout, hooks",
        "Hooks\\post-checkout, hooks",
        "CommonDir, commondir",
        "COMMON~1, commondir",
        "GITDIR, gitdir",
        "WorkTrees, worktrees",
        "WORKTR~2, worktrees",
        "Modules, modules",
        "MODULE~1, modules",
        "modules\\x\\config, modules",
        "Objects, objects",
        "objects/Info, info",
        "objects/info/ALTERNATES, alternates",
        "objects/info/ALTERN~1, alternates",
        "objects/info/http-alternates., http-alternates",
        "objects/info/HTTP-A~1, http-alternates",
        "objects/info/alternates\\x, alternates",
        "objects/pack/MULTI-PACK-INDEX, multi-pack-index",
        "objects/pack/Multi-Pack-Index.d, multi-pack-index",
        "head, HEAD",
        "HEAD., HEAD",
        "Index, index",
        "SharedIndex.0123, sharedindex.",
        "SHARED~1.012, sharedindex.",
        "FSMonitor--daemon, fsmonitor",
        "Refs, refs",
        "Packed-Refs, packed-refs",
        "PACKED~1, packed-refs",
        "merge_rr, MERGE_RR",
        "LFS, lfs"
    })
    void spellingsOfAPart_areKnown(String below, String part) {
        assertThat(String.valueOf(GitSpelling.misspeltPart(RawPath.of(below))))
                .isEqualTo(part.isEmpty() ? "null" : part);
    }

    /** A branch or a submodule may have any name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "config.worktree",
                "hooks",
                "HEAD",
                "ORIG_HEAD",
                "sharedindex.0123456789abcdef",
                "fsmonitor--daemon",
                "objects/info",
                "objects/info/alternates",
                "objects/pack/multi-pack-index-0123.bitmap",
                "objects/4b",
                "refs/Heads",
                "refs/heads/Config",
                "refs/heads/HEAD.",
                "refs/heads/hooks~1",
                "logs/refs/heads/INDEX",
                "modules/Config",
                "modules/a/Hooks",
                "info/Config",
                "config.bak",
                "config~",
                "config~10",
                "configs",
                "hooks2",
                "my-hooks",
                "description",
                "COMMIT_EDITMSG",
                "rebase-merge",
                "a\\hooks",
                "\u00fchooks"
            })
    void namesThatGitTakesForNothingElse_areLeftAlone(String below) {
        assertThat(GitSpelling.misspeltPart(RawPath.of(below))).isNull();
    }
}
