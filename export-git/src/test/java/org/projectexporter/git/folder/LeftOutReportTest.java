package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Files that are never exported, files that are exported changed, and the reports of both. */
final class LeftOutReportTest {
    private static final String CANARY = "CANARY-7f3a";

    @TempDir
    Path temp;

    private GitFixture film;
    private Path git;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        git = film.folder().resolve(".git");
    }

    private void put(String path, String content) throws IOException {
        Files.createDirectories(git.resolve(path).getParent());
        Files.writeString(git.resolve(path), content);
    }

    private static List<String> findings(RecordingPlanSink plan, Finding.Kind kind) {
        return plan.findings(kind).stream()
                .map(finding -> finding.path() + ": " + finding.detail())
                .toList();
    }

    private static List<String> entriesWithCanary(RecordingPlanSink plan) throws IOException {
        List<String> found = new ArrayList<>();
        for (PlannedEntry entry : plan.entries()) {
            boolean holds = entry.content() != null
                    && new String(plan.content(entry.path().toString()), StandardCharsets.ISO_8859_1).contains(CANARY);
            if (holds || entry.path().toString().contains(CANARY)) {
                found.add(entry.path().toString());
            }
        }
        return found;
    }

    @Test
    void plan_hasNoCanary_whereverItWasPut() throws IOException {
        String url = "https://user:" + CANARY + "@host.invalid/film.git";
        GitFixture looks = GitFixture.init(temp.resolve("looks")).file("l", "l").commit("Looks");
        film.submodule("looks", looks);
        film.git("remote", "add", "origin", url);
        film.git("remote", "set-url", "--push", "origin", url + "?private_token=" + CANARY);
        film.git("config", "http.extraheader", "Authorization: " + CANARY);
        film.git("config", "url." + url + ".insteadOf", "gh:");
        GitFixture.at(film.folder().resolve("looks")).git("config", "remote.origin.url", url);
        Exec.in(film.folder()).with("GIT_REFLOG_ACTION", "pull " + url).git("commit", "-q", "--allow-empty", "-m", "x");
        for (String name : List.of(
                "credentials",
                ".git-credentials",
                "store.credentials",
                "cookies",
                ".netrc",
                "info/cookies",
                "hooks/pre-push",
                "FETCH_HEAD",
                "remotes/old",
                "branches/old",
                "config.lock",
                "index.lock",
                "refs/heads/x.lock",
                "gc.pid",
                "fsmonitor--daemon.ipc",
                "fsmonitor--daemon/cookies/1",
                "objects/tmp_obj_1",
                "objects/pack/tmp_pack_1",
                "objects/ab/tmp_obj_2",
                "modules/ruin/config.lock")) {
            put(name, CANARY);
        }
        put("gc.log", "warning: unable to access " + url + "\n");
        assertThat(git.resolve("logs/HEAD")).content().contains(CANARY);

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(entriesWithCanary(plan)).isEmpty();
        assertThat(plan.findings().toString()).doesNotContain(CANARY);
        assertThat(plan.findings()).noneMatch(finding -> finding.kind().isUnexpected());
        assertThat(findings(plan, Finding.Kind.LEFT_OUT))
                .contains("film/.git/hooks: 1 hook is never exported", "film/.git/FETCH_HEAD: is never exported")
                .hasSizeGreaterThan(15);
        assertThat(findings(plan, Finding.Kind.REWRITTEN))
                .contains("film/.git/logs/HEAD: user information in URLs was removed")
                .anyMatch(line -> line.startsWith("film/.git/modules/looks/config: "));
    }

    @Test
    void plan_ofReflogs_keepsLinesAndIds() throws IOException {
        Exec.in(film.folder())
                .with("GIT_REFLOG_ACTION", "pull https://u:" + CANARY + "@host/p")
                .git("commit", "-q", "--allow-empty", "-m", "x");
        String before = Files.readString(git.resolve("logs/HEAD"));

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(new String(plan.content("film/.git/logs/HEAD"), StandardCharsets.UTF_8))
                .isEqualTo(before.replace("u:" + CANARY + "@", ""));
    }

    @Test
    void plan_ofAFreshRepository_reportsNoSampleHooksOrEmptyFolders() throws IOException {
        film.git("config", "--unset", "gc.auto");
        put("hooks/pre-commit.sample", "#!/bin/sh\n");
        Files.createDirectories(git.resolve("branches"));

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.paths()).noneMatch(path -> path.startsWith("film/.git/hooks"));
    }

    @Test
    void rewrittenConfig_keepsTimeAndModeOfItsSource() throws IOException {
        film.git("config", "core.editor", "vi");
        Files.setAttribute(git.resolve("config"), "unix:mode", 0600);
        Instant mtime = Instant.ofEpochSecond(1_000_000_000, 123_456_789);
        Files.setLastModifiedTime(git.resolve("config"), FileTime.from(mtime));

        PlannedEntry config = Restored.plan(film.folder()).entry("film/.git/config");

        assertThat(config.mtime()).isEqualTo(mtime);
        assertThat(config.mode()).isEqualTo(0600);
    }

    @Test
    void gitmodulesWithUserInformation_isExportedUnchangedWithANote() throws IOException {
        film.file(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = https://u:p@host/x\n")
                .commit("Module");

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.content("film/.gitmodules")).asString().contains("u:p@");
        assertThat(findings(plan, Finding.Kind.NOTE)).singleElement().asString().startsWith("film/.gitmodules: ");
    }

    @Test
    void linkThatStaysInTheRepository_isFollowed() throws IOException {
        Files.createDirectories(git.resolve("rr-cache"));
        Files.createSymbolicLink(git.resolve("rr-cache/stays"), Path.of("../description"));

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.has("film/.git/rr-cache/stays")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linkThatLeavesTheProject_isNotFollowedWithoutConsent(boolean relative) throws IOException {
        Path outside = Files.writeString(temp.resolve("outside"), CANARY);
        Files.createDirectories(git.resolve("rr-cache"));
        Files.createSymbolicLink(git.resolve("rr-cache/leaves"), relative ? Path.of("../../../outside") : outside);

        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git/rr-cache/leaves")
                .hasMessageContaining("option dependencyRoots")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void fifoInTheRepository_isReported() throws IOException {
        Exec.in(git).run("mkfifo", "refs/heads/pipe").ok();

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(findings(plan, Finding.Kind.SPECIAL_FILE))
                .containsExactly("film/.git/refs/heads/pipe: not a regular file");
    }
}
