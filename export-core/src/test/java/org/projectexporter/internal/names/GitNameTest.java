package org.projectexporter.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** Which names are {@code .git} somewhere; the other way round, what must not be refused. */
class GitNameTest {
    private static boolean isGitSomewhere(String name) {
        byte[] path = ("a/" + name + "/b").getBytes(StandardCharsets.UTF_8);
        return GitName.isGitSomewhere(path, 2, path.length - 2);
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
}
