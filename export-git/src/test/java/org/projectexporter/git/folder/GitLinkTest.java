package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Files {@code .git}, and how they are exported. */
final class GitLinkTest {
    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    private RecordingPlanSink plan() throws IOException {
        return PlanWalk.of(FakeSourceContext.of(film.folder()).allowingRepositoryFolders(), new GitSourceResolver());
    }

    private static String text(RecordingPlanSink plan, String path) throws IOException {
        return new String(plan.content(path), StandardCharsets.UTF_8);
    }

    private GitFixture restored(RecordingPlanSink plan) throws IOException {
        plan.materialise(temp.resolve("restored"));
        return GitFixture.at(temp.resolve("restored/film"));
    }

    /** Old versions of Git wrote absolute paths. */
    @Test
    void fileOfASubmodule_withAnAbsolutePath_isMadeRelative() throws IOException {
        film.submodule(
                "deep/looks", GitFixture.init(temp.resolve("l")).file("l", "l").commit("L"));
        Path modules = film.folder().resolve(".git/modules/deep/looks");
        Files.writeString(film.folder().resolve("deep/looks/.git"), "gitdir: " + modules + "\n");
        GitFixture.at(modules)
                .git(
                        "config",
                        "core.worktree",
                        film.folder().resolve("deep/looks").toString());

        RecordingPlanSink plan = plan();

        assertThat(text(plan, "film/deep/looks/.git")).isEqualTo("gitdir: ../../.git/modules/deep/looks\n");
        assertThat(text(plan, "film/.git/modules/deep/looks/config")).contains("worktree = ../../../../deep/looks\n");
        assertThat(plan.findings(Finding.Kind.REWRITTEN))
                .anyMatch(finding -> String.valueOf(finding.path()).equals("film/deep/looks/.git"));
        GitFixture restored = restored(plan);
        Files.move(film.folder(), temp.resolve("gone"));
        assertThat(restored.git("submodule", "status")).contains("deep/looks");
        assertThat(GitFixture.at(temp.resolve("restored/film/deep/looks")).git("status", "--porcelain"))
                .isEmpty();
    }

    @Test
    void nestedFile_thatPointsOutside_becomesAFolder() throws IOException {
        GitFixture inner =
                GitFixture.init(film.folder().resolve("inner")).file("i", "i").commit("I");
        inner.git("init", "-q", "--separate-git-dir=" + temp.resolve("elsewhere"));

        RecordingPlanSink plan = plan();

        assertThat(plan.entry("film/inner/.git").type()).isEqualTo(EntryType.DIRECTORY);
        assertThat(GitFixture.at(restored(plan).folder().resolve("inner")).git("log", "--format=%s"))
                .isEqualTo("I");
    }

    @Test
    void file_thatPointsToARepositoryInTheTree_staysAFile() throws IOException {
        Files.move(film.folder().resolve(".git"), film.folder().resolve("metadata"));
        Files.writeString(
                film.folder().resolve(".git"), "gitdir: " + film.folder().resolve("metadata"));
        String status = film.git("status", "--porcelain");

        RecordingPlanSink plan = plan();

        assertThat(text(plan, "film/.git")).isEqualTo("gitdir: metadata\n");
        assertThat(plan.paths()).noneMatch(path -> path.contains("metadata/hooks"));
        assertThat(plan.commits()).hasValue(1);
        GitFixture restored = restored(plan);
        assertThat(restored.git("log", "--format=%s")).isEqualTo("First");
        assertThat(status).isEqualTo("?? metadata/");
    }
}
