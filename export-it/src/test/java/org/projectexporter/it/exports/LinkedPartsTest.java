package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Parts of a Git folder that are behind symbolic links, through the command line and an import. */
class LinkedPartsTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path git;
    private Path disk;

    @BeforeEach
    void makeProject() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        film.branch("side").file("x.log", "untracked\n");
        git = film.folder().resolve(".git");
        Files.writeString(git.resolve("info/exclude"), "*.log\n");
        Files.createDirectories(git.resolve("rr-cache/1"));
        Files.writeString(git.resolve("rr-cache/1/preimage"), "p\n");
        disk = Files.createDirectory(temp.resolve("disk"));
    }

    private void moveTo(Path target, String part) throws IOException {
        Files.move(git.resolve(part), target);
        Files.createSymbolicLink(git.resolve(part), target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "info/exclude",
                "rr-cache",
                "logs",
                "logs/refs/heads/main",
                "refs",
                "refs/heads",
                "refs/heads/side",
                "objects",
                "objects/info",
                "objects/pack",
                "config",
                "index"
            })
    void partElsewhere_isRefusedByName_orExportedWithConsent(String part) throws IOException {
        String before = film.git("status", "--short") + film.git("rev-parse", "main", "side");
        moveTo(disk.resolve("moved"), part);

        Exported refused = Exported.exited(1, temp.resolve("refused"), "zip", film.folder());
        Exported allowed = Exported.to(
                temp.resolve("out"), "zip", film.folder(), "--dependencies", "--dependency-root", disk.toString());
        Path back = temp.resolve("back");
        CommandLine.in(temp)
                .run("import", allowed.archive().toString(), back.toString())
                .ok();

        assertThat(refused.run().errors())
                .contains("film/.git/" + part, disk.resolve("moved").toString(), "--dependency-root");
        GitFixture imported = GitFixture.at(back);
        assertThat(imported.git("status", "--short") + imported.git("rev-parse", "main", "side"))
                .isEqualTo(before);
        assertThat(back.resolve(".git/rr-cache/1/preimage")).hasContent("p");
        assertThat(Files.isSymbolicLink(back.resolve(".git").resolve(part))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"film/.git/rr-cache/moved", "film/moved"})
    void partElsewhereInTheProject_needsNoConsent(String target) throws IOException {
        moveTo(temp.resolve(target), "info");

        Exported exported = Exported.to(temp.resolve("out"), "zip", film.folder());

        assertThat(exported.names()).contains("film/.git/info/exclude");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lfs", "lfs/objects", "object"})
    void mediaElsewhere_areExportedWithConsent(String part) throws IOException {
        film.lfs("*.mov").file("a.mov", "media\n").commit("Media");
        Path object = film.lfsObjectOf("a.mov");
        moveTo(
                disk.resolve("moved"),
                part.equals("object") ? git.relativize(object).toString() : part);

        Exported refused = Exported.exited(1, temp.resolve("refused"), "zip", film.folder());
        Exported allowed = Exported.to(
                temp.resolve("out"), "zip", film.folder(), "--dependencies", "--dependency-root", disk.toString());
        Exported media = Exported.to(
                temp.resolve("media"),
                "zip",
                film.folder(),
                "--no-history",
                "--dependencies",
                "--dependency-root",
                disk.toString());

        assertThat(refused.run().errors()).contains("film/.git/lfs", "--dependency-root");
        assertThat(allowed.names()).contains("film/.git/" + git.relativize(object));
        assertThat(allowed.manifest().get("lfs_missing")).isEmpty();
        assertThat(media.manifest().get("lfs_missing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".git/config", "03/.env"})
    void credentialsBehindALink_stayBehind(String target) throws IOException {
        film.git("config", "http.extraHeader", "token");
        film.file("03/.env", "KEY=token\n");
        Files.deleteIfExists(git.resolve("description"));
        Files.createSymbolicLink(git.resolve("description"), film.folder().resolve(target));

        boolean ownConfig = target.endsWith("config");
        Exported exported = Exported.exited(ownConfig ? 0 : 1, temp.resolve("out"), "tar", film.folder());

        if (ownConfig) {
            assertThat(exported.names()).doesNotContain("film/.git/description");
        } else {
            assertThat(exported.run().errors()).contains("film/.git/description", "left out of the export");
        }
    }

    @Test
    void linkToAFolderThatContainsIt_isRefused() throws IOException {
        Files.createSymbolicLink(git.resolve("rr-cache/up"), Path.of("../.."));

        Exported refused = Exported.exited(1, temp.resolve("refused"), "zip", film.folder());

        assertThat(refused.run().errors()).contains("film/.git/rr-cache/up");
    }
}
