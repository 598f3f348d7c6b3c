package org.projectexporter.git.refs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

class ReftableHeadTest {
    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void makeFilm() throws IOException {
        Tools.require("git");
        film = GitFixture.init(temp.resolve("film"))
                .file("cut.txt", "cut")
                .commit("cut")
                .annotatedTag("v1", "v1")
                .stash("cut.txt", "another");
    }

    @Test
    void head_ofAReftable_isItsBranch_notTheOneInTheFile() throws IOException {
        ReftableFixture.of(film, "message");
        Path gitFolder = film.folder().resolve(".git");

        assertThat(Files.readString(gitFolder.resolve("HEAD"))).contains(".invalid");
        assertThat(ReftableHead.isIn(gitFolder)).isTrue();
        assertThat(ReftableHead.of(gitFolder, IdFormat.SHA1)).isEqualTo("ref: refs/heads/main");
    }

    @Test
    void head_withoutTables_isNotKnown() throws IOException {
        assertThat(ReftableHead.isIn(film.folder().resolve(".git"))).isFalse();
        assertThat(ReftableHead.of(film.folder().resolve(".git"), IdFormat.SHA1))
                .isNull();
    }
}
