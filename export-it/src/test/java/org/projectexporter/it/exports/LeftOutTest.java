package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.GitFixture;

/** What the default patterns for caches and secrets match, what they do not, and how the manifest counts it. */
class LeftOutTest {
    @TempDir
    static Path temp;

    private static GitFixture project;

    @BeforeAll
    static void makeProject() throws IOException {
        project = GitFixture.init(temp.resolve("film"))
                .file("script.md", "INT. TRAIN - NIGHT\n")
                .file("node_modules/x", "tracked\n")
                .file("04_Cache/keep/tracked.bin", "tracked\n")
                .file(".env.example", "TOKEN=\n")
                .commit("First")
                .branch("wip.tmp")
                .branch("04_Cache/x.cache")
                .file("node_modules/y", "untracked\n")
                .file("a.tmp", "a\n")
                .file("deep/b.tmp", "b\n")
                .file("04_Cache/frames/f1.bin", "f1\n")
                .file("04_Cache/frames/f2.bin", "f2\n")
                .file("Thumbs.db", "thumbs\n")
                .file("tmp", "a name, not a suffix\n")
                .file("x04_Cache/y", "another folder\n")
                .file(".env", "TOKEN=secret\n");
    }

    private static List<String> names(String... more) throws IOException {
        Path folder = Files.createTempDirectory(temp, "out");
        return Exported.to(folder, "tar", project.folder(), more).names();
    }

    @Test
    void export_takesWhatGitTracks_whateverItIsCalled() throws IOException {
        assertThat(names())
                .contains(
                        "film/node_modules/x",
                        "film/04_Cache/keep/tracked.bin",
                        "film/.env.example",
                        "film/.git/refs/heads/wip.tmp",
                        "film/.git/logs/refs/heads/wip.tmp",
                        "film/.git/refs/heads/04_Cache/x.cache",
                        "film/tmp",
                        "film/x04_Cache/y");
    }

    @Test
    void export_leavesOutUntrackedCachesAndSecrets() throws IOException {
        assertThat(names())
                .doesNotContain(
                        "film/node_modules/y",
                        "film/a.tmp",
                        "film/deep/b.tmp",
                        "film/04_Cache/frames",
                        "film/04_Cache/frames/f1.bin",
                        "film/Thumbs.db",
                        "film/.env");
    }

    @Test
    void export_withCacheAndSecrets_takesAll() throws IOException {
        assertThat(names("--cache", "--secrets"))
                .contains(
                        "film/node_modules/y",
                        "film/a.tmp",
                        "film/deep/b.tmp",
                        "film/04_Cache/frames/f1.bin",
                        "film/.env");
    }

    @Test
    void export_withAnExclude_leavesOutEvenWhatGitTracks_butNothingBelowDotGit() throws IOException {
        assertThat(names("--exclude", "node_modules/", "--exclude", "*.md", "--exclude", "heads", "--exclude", "HEAD"))
                .doesNotContain("film/node_modules/x", "film/script.md")
                .contains("film/.git/refs/heads/main", "film/.git/HEAD");
    }

    @Test
    void manifest_countsExcludedFiles_patternByPattern(@TempDir Path folder) throws IOException {
        Exported exported = Exported.to(folder, "zip", project.folder(), "--exclude", "*.md");
        List<String> counts = new ArrayList<>();
        for (JsonNode count : exported.manifest().at("/left_out")) {
            counts.add(String.format(
                    Locale.ROOT,
                    "%s %s: %d files, %d bytes, %d tracked; %d tracked kept",
                    count.at("/reason").asText(),
                    count.at("/pattern").asText(),
                    count.at("/files").asLong(),
                    count.at("/bytes").asLong(),
                    count.at("/tracked_files").asLong(),
                    count.at("/tracked_files_kept").asLong()));
        }

        assertThat(counts)
                .containsExactlyInAnyOrder(
                        "exclude *.md: 1 files, 19 bytes, 1 tracked; 0 tracked kept",
                        "cache *.tmp: 2 files, 4 bytes, 0 tracked; 0 tracked kept",
                        "cache 04_Cache/: 2 files, 6 bytes, 0 tracked; 1 tracked kept",
                        "cache Thumbs.db: 1 files, 7 bytes, 0 tracked; 0 tracked kept",
                        "cache node_modules/: 1 files, 10 bytes, 0 tracked; 1 tracked kept",
                        "secret .env: 1 files, 13 bytes, 0 tracked; 0 tracked kept",
                        "secret .env.*: 0 files, 0 bytes, 0 tracked; 1 tracked kept");
        assertThat(exported.run().text()).contains("8 files");
    }

    @Test
    void export_saysWherePatternsAndWhatGitTracksComeApart(@TempDir Path folder) throws IOException {
        Exported exported = Exported.to(folder, "tar", project.folder(), "--exclude", "*.md");

        assertThat(exported.manifest().at("/notes").findValuesAsText("what"))
                .containsExactlyInAnyOrder(
                        "files that Git tracks are exported although patterns match them: 04_Cache/ (cache): 1,"
                                + " node_modules/ (cache): 1, .env.* (secret): 1",
                        "the pattern *.md has left out files that Git tracks, which git status will report as"
                                + " deleted: 1");
    }
}
