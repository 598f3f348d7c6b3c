package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.projectexporter.SourceException;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** Pointer files in the working tree of an export without the store. */
final class PointerFilesTest {
    private static final String FILM = "a film\n";

    @TempDir
    Path temp;

    private LfsProject project;

    @BeforeEach
    void makeProjectWithAPointerFile() throws IOException {
        Tools.require("git", "git-lfs");
        project = LfsProject.make(temp.resolve("film")).withoutHistory();
        project.write("film.mp4", LfsProject.pointer(FILM));
    }

    private static void assertMissing(RecordingPlanSink plan, String path, String content) throws IOException {
        assertThat(plan.findings(Finding.Kind.OBJECT_MISSING)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).hasToString(path);
            assertThat(finding.oid()).isEqualTo(LfsProject.oid(content));
            assertThat(finding.size()).isEqualTo(content.length());
        });
    }

    private static void assertContent(RecordingPlanSink plan, String path, String content) throws IOException {
        assertThat(plan.content(path)).isEqualTo(LfsProject.bytes(content));
    }

    @Test
    void aPointerFile_isReplacedByItsObject_keepingNameTimeAndMode() throws IOException {
        Path file = project.file("film.mp4");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

        RecordingPlanSink plan = project.plan();

        PlannedEntry entry = plan.entry("film/film.mp4");
        assertContent(plan, "film/film.mp4", FILM);
        assertThat(entry.size()).isEqualTo(FILM.length());
        assertThat(entry.check()).isEqualTo(new ContentCheck(LfsProject.oid(FILM), false));
        assertThat(entry.role()).isEqualTo(EntryRole.WORKING_TREE);
        assertThat(entry.mode()).isEqualTo(0750);
        assertThat(entry.mtime()).isEqualTo(FileStat.read(file).mtime());
        assertThat(LfsProject.findings(plan)).isEmpty();
    }

    @Test
    void aPointerFile_whereMissingObjectsFail_getsAFatalCheck() throws IOException {
        assertThat(project.failing().plan().entry("film/film.mp4").check())
                .isEqualTo(new ContentCheck(LfsProject.oid(FILM), true));
    }

    @Test
    void aPointerFile_ofAnExportWithHistory_isExportedUnchanged() throws IOException {
        RecordingPlanSink plan = LfsProject.at(project.folder()).plan();

        assertContent(plan, "film/film.mp4", LfsProject.pointer(FILM));
    }

    @Test
    void aPointerFile_thatGitDoesNotTrack_isReplacedAsWell() throws IOException {
        project.write("deep/down/untracked.txt", LfsProject.pointer(FILM));

        assertContent(project.plan(), "film/deep/down/untracked.txt", FILM);
    }

    @Test
    void otherFiles_areExportedUnchanged() throws IOException {
        String almost = LfsProject.pointer(FILM) + "and more\n";
        project.write("almost.mp4", almost).write("long.mp4", LfsProject.pointer(FILM) + "\n".repeat(1000));
        Files.createSymbolicLink(project.file("link.mp4"), Path.of("film.mp4"));

        RecordingPlanSink plan = project.plan();

        assertContent(plan, "film/almost.mp4", almost);
        assertContent(plan, "film/story.txt", "a story\n");
        assertThat(plan.entry("film/long.mp4").size()).isGreaterThan(1024);
        assertThat(plan.entry("film/link.mp4").linkTargetOrThrow()).hasToString("film.mp4");
        assertThat(LfsProject.findings(plan)).isEmpty();
    }

    @Test
    void aPointerToTheEmptyFile_becomesTheEmptyFile() throws IOException {
        project.write("empty.mp4", LfsProject.pointer(""));

        assertContent(project.plan(), "film/empty.mp4", "");
    }

    @Test
    void aPointerFile_withoutItsObject_isExportedAndListed() throws IOException {
        project.lose(FILM);

        RecordingPlanSink plan = project.plan();

        assertMissing(plan, "film/film.mp4", FILM);
        assertContent(plan, "film/film.mp4", LfsProject.pointer(FILM));
        assertThat(plan.entry("film/film.mp4").check()).isNull();
    }

    @Test
    void aPointerFile_withoutItsObject_withFail_isRefused() throws IOException {
        project.write("copy.mp4", LfsProject.pointer(FILM)).lose(FILM);

        assertThatThrownBy(() -> project.failing().plan())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(LfsProject.oid(FILM))
                .hasMessageContaining("2 in all");
    }

    @Test
    void aPointerFile_thatAnExtensionMade_isExportedAndListed() throws IOException {
        String oid = LfsProject.oid(FILM);
        String extended = LfsProject.pointer(FILM).replace("oid", "ext-0-caesar sha256:" + oid + "\noid");
        project.write("film.mp4", extended);

        RecordingPlanSink plan = project.plan();

        assertMissing(plan, "film/film.mp4", FILM);
        assertContent(plan, "film/film.mp4", extended);
    }

    @Test
    void aPointerFile_ofASubmodule_isReplacedFromTheSubmodulesStore() throws IOException {
        LfsProject library = LfsProject.make(temp.resolve("library"));
        library.write("deep/look.mp4", "a look\n").run("add .", "commit -qm look");
        project.git().submodule("assets/looks", library.git());
        GitFixture.at(project.file("assets/looks")).git("lfs", "fetch", "--all");

        assertContent(project.plan(), "film/assets/looks/deep/look.mp4", "a look\n");

        project.lose(".git/modules/assets/looks", "a look\n");
        assertMissing(project.plan(), "film/assets/looks/deep/look.mp4", "a look\n");
    }

    @Test
    void aPointerFile_ofARepositoryInTheProject_isReplacedFromThatRepositorysStore() throws IOException {
        LfsProject.make(project.file("inner")).write("inner.mp4", "inner\n").run("add .");
        project.write("inner/x.mp4", LfsProject.pointer("inner\n")).write("x.mp4", LfsProject.pointer("inner\n"));

        RecordingPlanSink plan = project.plan();

        assertContent(plan, "film/inner/x.mp4", "inner\n");
        assertMissing(plan, "film/x.mp4", "inner\n");
    }

    @Test
    void aPointerFile_ofAWorktreeInsideTheProject_isReplacedFromTheCommonStore() throws IOException {
        project.run("worktree add -q tree");
        project.write("tree/film.mp4", LfsProject.pointer(FILM));

        assertContent(project.plan(), "film/tree/film.mp4", FILM);
    }

    @Test
    void aPointerFile_ofAWorktreeWhoseRepositoryIsElsewhere_isExportedAndListed() throws IOException {
        Path tree = temp.resolve("tree");
        project.run("worktree add -q " + tree);
        Files.writeString(tree.resolve("film.mp4"), LfsProject.pointer(FILM));

        RecordingPlanSink plan = LfsProject.at(tree).withoutHistory().plan();

        assertMissing(plan, "tree/film.mp4", FILM);
        assertContent(plan, "tree/film.mp4", LfsProject.pointer(FILM));
    }

    @Test
    void aPointerFile_outsideOfARepository_isAnOrdinaryFile() throws IOException {
        Path plain = Files.createDirectories(project.file("plain"));
        Files.writeString(plain.resolve("film.mp4"), LfsProject.pointer(FILM));

        RecordingPlanSink plan = LfsProject.at(plain).withoutHistory().plan();

        assertContent(plan, "plain/film.mp4", LfsProject.pointer(FILM));
        assertThat(LfsProject.findings(plan)).isEmpty();
    }

    @Test
    void aPointerFile_ofAWorktreeWhoseRepositoryMayBeRead_isReplacedFromTheCommonStore() throws IOException {
        Path tree = temp.resolve("tree");
        project.run("worktree add -q " + tree);
        Files.writeString(tree.resolve("film.mp4"), LfsProject.pointer(FILM));

        RecordingPlanSink plan =
                LfsProject.at(tree).withoutHistory().readingOutside().plan();

        assertContent(plan, "tree/film.mp4", FILM);
    }

    @Test
    void aPointerFile_ofARepositoryWithAMovedStore_isReplacedFromThere() throws IOException {
        Files.move(project.file(".git/lfs"), temp.resolve("media"));
        project.run("config lfs.storage ../../media");
        project.write("copy.mp4", LfsProject.pointer(FILM));

        assertContent(project.readingOutside().plan(), "film/copy.mp4", FILM);
    }
}
