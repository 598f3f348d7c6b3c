package org.projectexporter.lfs;

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

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** Stores other than the folder {@code lfs} of a folder {@code .git}. */
final class StoresElsewhereTest {
    private static final String FILM = "a film\n";

    @TempDir
    Path temp;

    private LfsProject project;

    @BeforeEach
    void makeProject() throws IOException {
        Tools.require("git", "git-lfs");
        project = LfsProject.make(temp.resolve("film"));
    }

    private static String path(String content) throws IOException {
        String oid = LfsProject.oid(content);
        return "lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid;
    }

    private static void assertHolds(RecordingPlanSink plan, String repository, String content) throws IOException {
        PlannedEntry object = plan.entry(repository + "/" + path(content));
        assertThat(object.role()).isIn(EntryRole.LARGE_OBJECT, EntryRole.OLDER_LARGE_OBJECT);
        assertThat(object.check()).isNotNull();
        assertThat(plan.content(object.path().toString())).isEqualTo(LfsProject.bytes(content));
        assertThat(plan.findings(Finding.Kind.OBJECT_MISSING)).isEmpty();
    }

    private void move(String from, Path to, String setting) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(project.file(from), to);
        project.run("config lfs.storage " + setting);
    }

    @Test
    void storeMovedOutOfTheProject_isExportedAtItsUsualPlace_withWhatRemainedThere() throws IOException {
        move(".git/lfs", temp.resolve("media"), temp.resolve("media").toString());
        Files.writeString(temp.resolve("media/secret"), "CANARY");
        Files.writeString(temp.resolve("media/objects/secret"), "CANARY");
        for (int i = 0; i < 8; i++) {
            Path before = project.file(".git/" + path("before " + i));
            Files.createDirectories(before.getParent());
            Files.writeString(before, "before " + i);
        }

        RecordingPlanSink plan = project.readingOutside().plan();

        assertHolds(plan, "film/.git", FILM);
        for (int i = 0; i < 8; i++) {
            assertHolds(plan, "film/.git", "before " + i);
        }
        assertThat(plan.paths()).noneMatch(path -> path.contains("secret"));
        assertThat(new String(plan.content("film/.git/config"), StandardCharsets.UTF_8))
                .doesNotContain("storage");
    }

    @Test
    void storeMovedOutOfTheProject_thatMayNotBeRead_isRefusedByName() throws IOException {
        move(".git/lfs", temp.resolve("media"), "../../media");

        assertThatThrownBy(() -> project.plan())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("lfs.storage")
                .hasFieldOrPropertyWithValue("reason", Reason.OUTSIDE_NOT_ALLOWED)
                .hasMessageContaining("option dependencyRoots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"media/lfs-store", "elsewhere/lfs-store", "lfs-store"})
    void storeMovedInsideTheGitFolder_isExportedOnce(String place) throws IOException {
        move(".git/lfs", project.file(".git/" + place), place);

        RecordingPlanSink plan = project.plan();

        assertHolds(plan, "film/.git", FILM);
        assertThat(plan.paths()).noneMatch(path -> path.contains("lfs-store"));
        assertThat(plan.findings(Finding.Kind.UNKNOWN)).isEmpty();
    }

    @Test
    void storeMovedIntoTheWorkingTree_isExportedAtItsUsualPlaceToo() throws IOException {
        move(".git/lfs", project.file("media"), "../media");

        RecordingPlanSink plan = project.plan();

        assertHolds(plan, "film/.git", FILM);
        assertThat(plan.has("film/media" + path(FILM).substring("lfs".length())))
                .isTrue();
    }

    @Test
    void storeOfTheCommonFolder_isExportedWithALinkedWorktree_whoseOwnHeadIsSearched() throws IOException {
        project.run("worktree add -q -b cut " + temp.resolve("cut"));
        GitFixture cut = GitFixture.at(temp.resolve("cut")).file("lost.mp4", "lost\n");
        cut.git("checkout", "-q", "--detach");
        cut.commit("On no branch");
        project.lose("lost\n");

        RecordingPlanSink plan = LfsProject.at(cut.folder()).readingOutside().plan();

        assertThat(plan.entry("cut/.git/" + path(FILM)).role()).isEqualTo(EntryRole.LARGE_OBJECT);
        assertThat(plan.findings(Finding.Kind.OBJECT_MISSING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).hasToString("cut/lost.mp4"));
    }

    /** As after {@code git clone --shared}: git-lfs finds objects in the store of the other repository. */
    @Test
    void objectsInTheStoreOfABorrowedRepository_areExportedIfTheyAreNeeded() throws IOException {
        project.write("other.mp4", "other\n").run("add .", "commit -qm other", "reset -q --hard HEAD~1");
        project.run("reflog expire --all --expire=now");
        for (int i = 0; i < 8; i++) {
            project.write(i + ".mp4", "lent " + i);
        }
        project.run("add .", "commit -qm more", "clone -q --shared --no-checkout . " + temp.resolve("borrower"));
        GitFixture borrower = GitFixture.at(temp.resolve("borrower"));

        RecordingPlanSink plan =
                LfsProject.at(borrower.folder()).readingOutside().plan();

        assertHolds(plan, "borrower/.git", FILM);
        for (int i = 0; i < 8; i++) {
            assertHolds(plan, "borrower/.git", "lent " + i);
        }
        assertThat(plan.has("borrower/.git/" + path("other\n"))).isFalse();
    }

    @Test
    void storeOfABareProject_isExported_andMissingObjectsAreReported() throws IOException {
        project.write("lost.mp4", "lost\n").run("add .", "commit -qm x");
        project.run("clone -q --bare . " + temp.resolve("vault.git"));
        Files.createDirectories(temp.resolve("vault.git/" + path(FILM)).getParent());
        Files.copy(project.file(".git/" + path(FILM)), temp.resolve("vault.git/" + path(FILM)));

        RecordingPlanSink plan = LfsProject.at(temp.resolve("vault.git")).plan();

        assertThat(plan.entry("vault.git/" + path(FILM)).role()).isEqualTo(EntryRole.OLDER_LARGE_OBJECT);
        assertThat(plan.findings(Finding.Kind.OBJECT_MISSING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).hasToString("vault.git/lost.mp4"));
    }

    @Test
    void storeOfABareRepositoryInTheTree_isExported() throws IOException {
        project.run("clone -q --bare . vault.git");
        Files.move(project.file(".git/lfs"), project.file("vault.git/lfs"));
        project.run("config lfs.storage ../vault.git/lfs");

        RecordingPlanSink plan = project.plan();

        assertHolds(plan, "film/vault.git", FILM);
        assertHolds(plan, "film/.git", FILM);
    }
}
