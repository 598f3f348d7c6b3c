package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class FilmProjectTest {
    @TempDir
    Path temp;

    @Test
    void make_isWhatItSays() throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture film = FilmProject.make(temp.resolve("film"), true);

        assertThat(film.git("stash", "list").lines()).hasSize(2);
        assertThat(film.git("status", "--porcelain").lines())
                .contains(
                        "M  02_Story/act2/scene00001.md", " M 02_Story/act3/scene00002.md", "?? 02_Story/untracked.md");
        assertThat(film.git("lfs", "ls-files").lines()).hasSize(9);
        assertThat(film.git("submodule", "status")).contains("06_Looks (heads/main)");
        film.git("fsck", "--full");
        film.git("lfs", "fsck", "--dry-run");
    }

    @Test
    void make_twice_givesTheSameTreeAndCommits() throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture one = FilmProject.make(temp.resolve("a/film"), true);
        GitFixture other = FilmProject.make(temp.resolve("b/film"), true);

        // The submodule's URL, which is in .gitmodules and so affects every later commit, is the only difference.
        assertThat(other.git("rev-parse", "alternate-ending~1")).isEqualTo(one.git("rev-parse", "alternate-ending~1"));
        assertThat(TreeDiff.between(one.folder(), other.folder())
                        .ignoring(".git", "06_Looks/.git", ".gitmodules", AwkwardFiles.FOLDER + "/" + AwkwardFiles.FIFO)
                        .differences())
                .isEmpty();
    }

    @Test
    void materialise_ofAWalkWithoutSources_givesTheSameTreeButFifosAndHardLinks() throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture film = FilmProject.make(temp.resolve("film"), true);

        PlanWalk.of(FakeSourceContext.of(film.folder())).materialise(temp.resolve("out"));

        assertThat(TreeDiff.between(film.folder(), temp.resolve("out/film"))
                        .ignoring(AwkwardFiles.FOLDER + "/" + AwkwardFiles.FIFO)
                        .differences())
                .singleElement()
                .asString()
                .startsWith("no longer one file: [05_Odd/tool-hardlink.sh, 05_Odd/tool.sh]");
    }
}
