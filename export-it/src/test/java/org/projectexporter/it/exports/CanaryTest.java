package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Credentials, wherever people and programs leave them, are not in any archive. */
class CanaryTest {
    private static final String CANARY = "ghp_c4n4ryT0k3n";

    @TempDir
    static Path temp;

    private static GitFixture project;

    @BeforeAll
    static void makeProject() throws IOException {
        project = GitFixture.init(temp.resolve("film"));
        project.file("script.md", "INT. TRAIN - NIGHT\n").commit("Script");
        GitFixture.init(temp.resolve("looks")).file("a.cube", "LUT\n").commit("Looks");
        project.submodule("looks", GitFixture.at(temp.resolve("looks")));
        configure(project);
        configure(GitFixture.at(project.folder().resolve("looks")));
        Path git = project.folder().resolve(".git");
        Files.writeString(git.resolve("credentials"), "https://user:" + CANARY + "@example.org\n");
        Files.writeString(
                git.resolve("FETCH_HEAD"), "0123 branch 'main' of https://user:" + CANARY + "@example.org/f\n");
        Files.createDirectories(git.resolve("remotes"));
        Files.writeString(git.resolve("remotes/old"), "URL: https://user:" + CANARY + "@example.org/f\n");
        Files.writeString(git.resolve("hooks/pre-push"), "#!/bin/sh\ncurl -H 'Authorization: " + CANARY + "' x\n");
        leaveInReflog();
        project.file(".env", "TOKEN=" + CANARY + "\n").file("tools/.env.local", "TOKEN=" + CANARY + "\n");
    }

    private static void configure(GitFixture repository) throws IOException {
        repository.git("config", "remote.origin.url", "https://user:" + CANARY + "@example.org/film.git?key=" + CANARY);
        repository.git("config", "remote.origin.pushurl", "https://" + CANARY + "@example.org/film.git");
        repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        repository.git("config", "http.extraheader", "Authorization: Basic " + CANARY);
        repository.git("config", "http.https://example.org/.extraheader", "Authorization: Basic " + CANARY);
        repository.git("config", "url.https://" + CANARY + "@example.org/.insteadOf", "https://example.org/");
        repository.git("config", "credential.helper", "!echo password=" + CANARY);
        repository.git("config", "alias.up", "!curl -H " + CANARY);
        repository.git("config", "remote.https://" + CANARY + "@example.org/x.url", "https://example.org/x");
        repository.git("config", "branch.main.remote", "https://user:" + CANARY + "@example.org/film.git");
        repository.git("config", "lfs.url", "https://user:" + CANARY + "@example.org/lfs");
    }

    /** The content that {@code git pull URL} leaves there. */
    private static void leaveInReflog() throws IOException {
        String message = "pull https://user:" + CANARY + "@example.org/film.git main: Fast-forward";
        project.git("update-ref", "-m", message, "--create-reflog", "refs/heads/pulled", "HEAD");
        project.git("-c", "user.name=x", "commit", "-q", "--allow-empty", "-m", "After the pull");
        project.git("reset", "-q", "--soft", "HEAD~1");
        project.git("update-ref", "-m", message, "HEAD", "HEAD@{1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void export_ofAProjectFullOfTokens_holdsNone(String format, @TempDir Path folder) throws IOException {
        Exported exported = Exported.to(folder.resolve("out"), format, project.folder(), "--json");
        Path unpacked = Unpacker.BSDTAR.unpack(exported.archive(), format, folder.resolve("unpacked"));

        assertThat(unpacked.resolve("film/.git/logs/HEAD"))
                .content()
                .contains("example.org/film.git main: Fast-forward");
        assertThat(unpacked.resolve("film/.git/config")).content().contains("https://example.org/film.git");
        assertThat(exported.run().text() + exported.run().errors()).doesNotContain(CANARY);
        assertThat(filesWithCanary(folder)).isEmpty();
    }

    @Test
    void canary_isSeenWhereItIs() throws IOException {
        assertThat(filesWithCanary(project.folder()))
                .hasSizeGreaterThan(8)
                .contains(
                        project.folder().resolve(".git/config"),
                        project.folder().resolve(".git/logs/HEAD"));
    }

    @Test
    void export_withSecrets_bringsDotEnvAndStillNoCredentialsOfGit(@TempDir Path folder) throws IOException {
        Exported exported = Exported.to(folder.resolve("out"), "tar", project.folder(), "--secrets");
        Path film = Unpacker.BSDTAR
                .unpack(exported.archive(), "tar", folder.resolve("unpacked"))
                .resolve("film");

        assertThat(filesWithCanary(film)).containsExactly(film.resolve(".env"), film.resolve("tools/.env.local"));
    }

    private static List<Path> filesWithCanary(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
