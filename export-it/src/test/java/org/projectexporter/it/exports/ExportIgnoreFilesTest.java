package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Files {@code .exportignore} in a project with Git, through a complete export. */
class ExportIgnoreFilesTest {
    @TempDir
    static Path temp;

    private static GitFixture project;

    @BeforeAll
    static void makeProject() throws IOException {
        project = GitFixture.init(temp.resolve("film"))
                .file(".exportignore", "\ufeff*.mov\r\nheads\r\nHEAD\r\n!keep.tmp\r\n")
                .file("rushes/.exportignore", "!day1.mov\n/raw/\n")
                .file("cut.mov", "tracked\n")
                .file("rushes/day1.mov", "tracked\n")
                .file("rushes/raw/a.bin", "tracked\n")
                .commit("First")
                .file("rushes/day2.mov", "untracked\n")
                .file("heads", "untracked\n")
                .file("keep.tmp", "untracked\n")
                .file("other.tmp", "untracked\n")
                .file("deep/raw/b.bin", "untracked\n");
    }

    @Test
    void export_leavesOutWhatTheFilesName_andNothingBelowDotGit() throws IOException {
        for (String format : List.of("zip", "tar")) {
            Exported exported = Exported.to(temp.resolve("out-" + format), format, project.folder());

            assertThat(exported.names())
                    .contains(
                            "film/.exportignore",
                            "film/rushes/.exportignore",
                            "film/rushes/day1.mov",
                            "film/deep/raw/b.bin",
                            "film/keep.tmp",
                            "film/.git/HEAD",
                            "film/.git/refs/heads/main",
                            "film/.git/logs/HEAD")
                    .doesNotContain(
                            "film/cut.mov", "film/rushes/day2.mov", "film/rushes/raw", "film/heads", "film/other.tmp");
        }
    }

    @Test
    void export_withAnExclude_isRuledByIt() throws IOException {
        Exported exported = Exported.to(
                temp.resolve("out-exclude"), "tar", project.folder(), "--exclude", "!cut.mov", "--exclude", "keep.tmp");

        assertThat(exported.names()).contains("film/cut.mov").doesNotContain("film/keep.tmp", "film/rushes/day2.mov");
    }

    @Test
    void manifest_namesTheFileThatHoldsThePattern_andWhatGitWillMiss() throws IOException {
        Exported exported = Exported.to(temp.resolve("out-manifest"), "zip", project.folder());
        List<String> counts = new ArrayList<>();
        for (JsonNode count : exported.manifest().at("/left_out")) {
            counts.add(String.format(
                    Locale.ROOT,
                    "%s %s %s: %d files, %d tracked",
                    count.at("/reason").asText(),
                    count.at("/file").asText("-"),
                    count.at("/pattern").asText(),
                    count.at("/files").asLong(),
                    count.at("/tracked_files").asLong()));
        }

        assertThat(counts)
                .containsExactly(
                        "cache - *.tmp: 1 files, 0 tracked",
                        "exportignore film/.exportignore *.mov: 2 files, 1 tracked",
                        "exportignore film/.exportignore heads: 1 files, 0 tracked",
                        "exportignore film/rushes/.exportignore /raw/: 1 files, 1 tracked");
        assertThat(exported.manifest().at("/notes").findValuesAsText("what"))
                .containsExactlyInAnyOrder(
                        "the pattern *.mov of film/.exportignore has left out files that Git tracks, which git status will"
                                + " report as deleted: 1",
                        "the pattern /raw/ of film/rushes/.exportignore has left out files that Git tracks, which git"
                                + " status will report as deleted: 1");
    }

    @Test
    void unzip_restoresATreeInWhichGitMissesWhatTheManifestSays() throws IOException {
        Exported exported = Exported.to(temp.resolve("out-unzip"), "zip", project.folder());
        Path unpacked = Unpacker.UNZIP.unpack(exported.archive(), "zip", temp.resolve("unpacked"));

        assertThat(Exec.in(unpacked.resolve("film"))
                        .run("git", "status", "--porcelain")
                        .ok()
                        .lines())
                .containsExactlyInAnyOrder(" D cut.mov", " D rushes/raw/a.bin", "?? deep/", "?? keep.tmp");
    }
}
