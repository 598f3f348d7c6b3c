package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/** A project whose disk is gone, before a resume or in the middle of an export, is waited for. */
class ProjectGoneTest {
    private static final int TAKE_BYTES = 1_000_000;
    private static final int TAKES = 8;

    @TempDir
    Path temp;

    private Path project;
    private Path elsewhere;
    private Path target;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        elsewhere = temp.resolve("elsewhere");
        target = Files.createDirectories(temp.resolve("out")).resolve("film.tar");
        for (int i = 0; i < TAKES; i++) {
            Files.write(project.resolve("take" + i), new Noise(i).bytes(TAKE_BYTES));
        }
    }

    private void stop() {
        stop(List.of());
    }

    private void stop(List<Path> allowed) {
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= 2 * TAKE_BYTES) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(request(target, allowed))).isInstanceOf(ExportStoppedException.class);
    }

    private ExportRequest request(Path archive, List<Path> allowed) {
        ExportOptions options = ExportOptions.builder()
                .format("tar")
                .includeDependencies(!allowed.isEmpty())
                .build();
        return ExportRequest.builder(project, archive)
                .options(options)
                .dependencyRoots(allowed)
                .exportedAt(Breakable.EXPORTED_AT)
                .build();
    }

    private static Breakable undisturbed() {
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
    }

    private void assertWaits() {
        assertWaitsFor(project);
    }

    private void assertWaitsFor(Path folder) {
        assertThatThrownBy(() -> undisturbed().resume(target))
                .isInstanceOf(ExportStoppedException.class)
                .hasFieldOrPropertyWithValue("reason", Reason.SOURCE_GONE)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("bring it back, then resume");
    }

    private byte[] resumed() throws IOException {
        ExportResult result = undisturbed().resume(target).orElseThrow();
        assertThat(result.incomplete()).as("%s", result.warnings()).isFalse();
        return Files.readAllBytes(target);
    }

    private byte[] madeInOneGo() throws IOException {
        return madeInOneGo(List.of());
    }

    private byte[] madeInOneGo(List<Path> allowed) throws IOException {
        Path other = Files.createDirectories(temp.resolve("reference")).resolve("film.tar");
        undisturbed().export(request(other, allowed));
        return Files.readAllBytes(other);
    }

    @Test
    void gone_theResumeWaits_andThenGivesTheSameBytes() throws IOException {
        stop();
        Files.move(project, elsewhere);
        assertWaits();
        Files.move(elsewhere, project);

        assertThat(resumed()).isEqualTo(madeInOneGo());
    }

    @Test
    void anEmptyMountPoint_isNotTheProject() throws IOException {
        stop();
        Files.move(project, elsewhere);
        Files.createDirectory(project);
        assertWaits();
        Files.delete(project);
        Files.move(elsewhere, project);

        assertThat(resumed()).isEqualTo(madeInOneGo());
    }

    @Test
    void anotherDiskUnderTheSameName_isNotTheProject() throws IOException {
        stop();
        Files.move(project, elsewhere);
        Files.createDirectory(project);
        for (int i = 0; i < TAKES; i++) {
            Files.write(project.resolve("take" + i), new Noise(50 + i).bytes(100));
        }

        assertWaits();

        assertThat(target).doesNotExist();
    }

    /** A folder outside of the project is on a disk of its own, which is gone when the export is resumed. */
    private void assertWaitsForDiskOf(Path folder) throws IOException {
        List<Path> allowed = List.of(folder.toRealPath());
        stop(allowed);

        Files.move(folder, elsewhere);
        assertWaitsFor(folder);
        Files.createDirectory(folder);
        assertWaitsFor(folder);
        Files.delete(folder);
        Files.move(elsewhere, folder);

        assertThat(resumed()).isEqualTo(madeInOneGo(allowed));
    }

    @Test
    void filesThatLinksLeadTo_onADiskThatIsGone_areWaitedFor() throws IOException {
        Path music = Files.createDirectories(temp.resolve("music"));
        Files.write(music.resolve("song.wav"), new Noise(30).bytes(TAKE_BYTES));
        Files.createSymbolicLink(project.resolve("zz-song.wav"), music.resolve("song.wav"));

        assertWaitsForDiskOf(music);
    }

    @Test
    void aGitFolderOnADiskThatIsGone_isWaitedFor() throws IOException {
        Path history = Files.createDirectories(temp.resolve("history"));
        GitFixture.init(project).file("zz-notes.txt", "one\n").commit("First");
        Files.move(project.resolve(".git"), history.resolve("film.git"));
        Files.writeString(project.resolve(".git"), "gitdir: " + history.resolve("film.git") + "\n");

        assertWaitsForDiskOf(history.resolve("film.git"));
    }

    @Test
    void anLfsStoreOnADiskThatIsGone_isWaitedFor() throws IOException {
        GitFixture git = GitFixture.init(project).lfs("*.mov").commit("First");
        Files.write(project.resolve("zz.mov"), new Noise(40).bytes(TAKE_BYTES));
        git.commit("Media");
        Path store = temp.resolve("media");
        Files.move(project.resolve(".git/lfs"), store);
        git.git("config", "lfs.storage", store.toRealPath().toString());

        assertWaitsForDiskOf(store);
    }

    /** Half of the project is on another disk, mounted within it. */
    @Test
    void aDiskWithinTheProject_thatIsGone_isWaitedFor() throws IOException {
        Path disk = Files.createDirectories(temp.resolve("disk"));
        Files.write(disk.resolve("clip.mov"), new Noise(60).bytes(TAKE_BYTES));
        Path media = Files.createDirectories(project.toRealPath().resolve("zz-media"));
        Tools.require("mount", "umount");
        Exec mounting = Exec.in(temp);
        Tools.requireRight(
                mounting.run("mount", "--bind", "disk", media.toString()).exitCode() == 0, "mounting");
        try {
            stop();
            mounting.run("umount", media.toString()).ok();
            assertWaitsFor(media);
            mounting.run("mount", "--bind", "disk", media.toString()).ok();

            assertThat(resumed()).isEqualTo(madeInOneGo());
        } finally {
            mounting.run("umount", media.toString());
        }
    }

    @Test
    void someFilesThatAreGone_areListed_asBefore() throws IOException {
        stop();
        Files.delete(project.resolve("take6"));
        Files.delete(project.resolve("take7"));

        ExportResult result = undisturbed().resume(target).orElseThrow();

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings())
                .containsExactly("film/take6: vanished before it was read", "film/take7: vanished before it was read");
    }

    @Test
    void goneInTheMiddle_theExportStops_andCanBeResumed() throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        Breakable unmounting = new Breakable(
                (kind, position) -> {
                    if (position >= TAKE_BYTES && !gone.getAndSet(true)) {
                        Files.move(project, elsewhere);
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);

        assertThatThrownBy(() -> unmounting.export(project, target, Breakable.options("tar", false)))
                .hasFieldOrPropertyWithValue("reason", Reason.SOURCE_GONE);

        Files.move(elsewhere, project);
        assertThat(resumed()).isEqualTo(madeInOneGo());
    }
}
