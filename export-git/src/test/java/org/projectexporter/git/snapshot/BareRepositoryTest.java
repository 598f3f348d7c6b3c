package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories without a folder {@code .git}. */
final class BareRepositoryTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path bare;

    @BeforeEach
    void cloneIntoTheWorkingTree() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "vault.git");
        bare = film.folder().resolve("vault.git");
        Files.writeString(bare.resolve("hooks/post-update"), "#!/bin/sh\n");
        GitFixture.at(bare).git("config", "remote.origin.url", "https://me:CANARY@example.org/film.git");
    }

    private static RecordingPlanSink withoutHistory(Path project) throws IOException {
        ExportOptions options = ExportOptions.builder().includeHistory(false).build();
        return PlanWalk.of(FakeSourceContext.of(project).with(options), new GitSourceResolver());
    }

    @Test
    void bareRepositoryInTheTree_followsTheRulesOfRepositories() throws IOException {
        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.entry("film/vault.git/HEAD").role()).isEqualTo(EntryRole.REPOSITORY);
        assertThat(new String(plan.content("film/vault.git/config"), StandardCharsets.UTF_8))
                .contains("bare = true")
                .doesNotContain("CANARY");
        assertThat(plan.paths()).noneMatch(path -> path.contains("vault.git/hooks"));
    }

    @Test
    void bareRepositoryInTheTree_withoutHistory_isLeftOutAndReported() throws IOException {
        RecordingPlanSink plan = withoutHistory(film.folder());

        assertThat(plan.paths()).noneMatch(path -> path.contains("vault.git"));
        assertThat(plan.findings(Finding.Kind.LEFT_OUT)).singleElement().satisfies(finding -> assertThat(finding.path())
                .hasToString("film/vault.git"));
    }

    /** As test data often is: rewriting it would change the status of the working tree. */
    @Test
    void bareRepositoryThatGitTracks_isExportedUnchanged() throws IOException {
        GitFixture.at(bare).git("config", "remote.origin.url", "nowhere");
        film.commit("With a repository as test data");

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.entry("film/vault.git/HEAD").role()).isEqualTo(EntryRole.WORKING_TREE);
        assertThat(plan.has("film/vault.git/hooks/post-update")).isTrue();
        assertThat(withoutHistory(film.folder()).has("film/vault.git/HEAD")).isTrue();
    }

    @Test
    void folderThatGitWouldNotOpen_isAnOrdinaryFolder() throws IOException {
        Files.writeString(bare.resolve("HEAD"), "to be continued\n");

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.entry("film/vault.git/HEAD").role()).isEqualTo(EntryRole.WORKING_TREE);
    }

    /** For example an archive that is written into it: files that are not Git's are treated like all files. */
    @Test
    void bareProject_leavesFilesThatAreNotGitsToOtherSources() throws IOException {
        Files.writeString(bare.resolve("film.tar.zst"), "an archive of before");
        Files.createDirectories(bare.resolve("notes"));
        Files.writeString(bare.resolve("notes/n.txt"), "n");
        Files.writeString(bare.resolve("credentials"), "CANARY");

        RecordingPlanSink plan = Restored.plan(bare);

        assertThat(plan.entry("vault.git/film.tar.zst").role()).isEqualTo(EntryRole.WORKING_TREE);
        assertThat(plan.entry("vault.git/notes/n.txt").role()).isEqualTo(EntryRole.WORKING_TREE);
        assertThat(plan.has("vault.git/credentials")).isFalse();
        assertThat(plan.entry("vault.git").role()).isEqualTo(EntryRole.WORKING_TREE);
        assertThat(plan.entry("vault.git/packed-refs").role()).isEqualTo(EntryRole.REPOSITORY);
        assertThat(plan.commits()).hasValue(1);
    }
}
