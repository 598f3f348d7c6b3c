package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Content in a Git folder is exported byte for byte, even if it contains a URL with a password. */
final class ContentInGitFolderTest {
    private static final String TEXT = "<media-rep src=\"https://editor:pw@nas.example.com/a.mov\"/>\n";

    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("edl", "a\n").commit("First");
    }

    private static void put(Path folder, String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    private static String text(RecordingPlanSink plan, String path) throws IOException {
        return new String(plan.content(path), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annex/objects/aa/bb/SHA256E-s1--k.pem/SHA256E-s1--k.pem",
                "annex/bad/SHA256E-s1--k.xml",
                "annex/journal/aaa_bbb_remote.log",
                "bigstore/objects/sha256/aa/bb",
                "fat/objects/0123",
                "media/objects/0123",
                "lfs/bad/0123",
                "lost-found/other/0123",
                "rr-cache/0123/preimage",
                "rebase-apply/0001",
                "rebase-merge/message",
                "sequencer/todo",
                "svn/refs/remotes/trunk/unhandled.log",
                "patches/main/grade.patch",
                "MERGE_MSG",
                "SQUASH_MSG",
                "COMMIT_EDITMSG",
                "NOTES_MERGE_WORKTREE/0123",
                "info/attributes",
                "description",
                "machete"
            })
    void fileWithAUrl_isUnchanged(String path) throws IOException {
        put(film.folder().resolve(".git"), path, TEXT);

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(text(plan, "film/.git/" + path)).isEqualTo(TEXT);
        assertThat(plan.findings())
                .noneMatch(finding -> finding.kind() == Finding.Kind.REWRITTEN
                        && !String.valueOf(finding.path()).endsWith("/config"));
        assertThat(plan.findings()).noneMatch(finding -> finding.kind().isUnexpected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs/refs/heads/main", "gc.log", "svn/.metadata", "cloneurl"})
    void whatGitWritesAsLogOrConfiguration_hasNoPassword(String path) throws IOException {
        String id = film.git("rev-parse", "HEAD");
        put(
                film.folder().resolve(".git"),
                path,
                id + " " + id + " t <t@example.com> 1700000000 +0000\tpull https://u:pw@host/p.git\n");

        assertThat(text(Restored.plan(film.folder()), "film/.git/" + path)).endsWith("pull https://host/p.git\n");
    }

    @Test
    void patchesThatAreBeingApplied_commitTheSameContent() throws IOException {
        film.branch("start");
        film.file("edl", "b\n").commit("p1");
        film.file("net.cfg", "reel=https://editor:pw@nas.example.com/1\n").commit("p2");
        film.git("format-patch", "-q", "start", "-o", temp.resolve("p").toString());
        film.git("checkout", "-q", "-b", "other", "start");
        film.file("edl", "c\n").commit("x");
        Exec.in(film.folder())
                .run("git", "am", "-q", temp + "/p/0001-p1.patch", temp + "/p/0002-p2.patch")
                .exited(128);

        Path restored = Restored.of(film.folder(), temp.resolve("out")).folder();
        GitFixture.at(restored).git("am", "--skip");

        assertThat(restored.resolve("net.cfg")).hasContent("reel=https://editor:pw@nas.example.com/1\n");
    }

    @Test
    void messageOfAStoppedCherryPick_isUnchanged() throws IOException {
        film.branch("start");
        film.file("edl", "b\n").commit("See https://editor:pw@nas.example.com/notes");
        film.git("checkout", "-q", "-b", "other", "start");
        film.file("edl", "c\n").commit("x");
        Exec.in(film.folder()).run("git", "cherry-pick", "main").exited(1);

        assertThat(text(Restored.plan(film.folder()), "film/.git/MERGE_MSG")).contains("https://editor:pw@nas");
    }

    @Test
    void contentOfAStore_isReadDuringTheExport_inSubmodulesToo() throws IOException {
        film.submodule(
                "looks", GitFixture.init(temp.resolve("looks")).file("l", "l").commit("Looks"));
        for (String folder : new String[] {".git", ".git/modules/looks"}) {
            Path frame = film.folder().resolve(folder + "/annex/objects/f/frame.dpx");
            put(film.folder(), folder + "/annex/objects/f/frame.dpx", TEXT);

            assertThat(Restored.plan(film.folder())
                            .entry("film/" + folder + "/annex/objects/f/frame.dpx")
                            .content())
                    .isEqualTo(new Content.OfFile(frame));
        }
    }

    @Test
    void storeOfContent_isExportedWithALinkedWorktree() throws IOException {
        film.git("worktree", "add", "-q", temp.resolve("cut").toString());
        put(film.folder(), ".git/annex/objects/f/frame.dpx", TEXT);
        Files.createSymbolicLink(
                film.folder().resolve(".git/worktrees/cut/annex"), Path.of("../../annex")); // as git-annex does

        RecordingPlanSink plan = PlanWalk.of(
                FakeSourceContext.of(temp.resolve("cut")).allowingRepositoryFolders(), new GitSourceResolver());

        assertThat(text(plan, "cut/.git/annex/objects/f/frame.dpx")).isEqualTo(TEXT);
        assertThat(plan.findings()).noneMatch(finding -> finding.kind().isUnexpected());
    }
}
