package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** An archive of a repository that was pruned, repacked or replaced while it was exported says what it lacks. */
class WholeRepositoriesTest {
    private static final int TAKE_BYTES = 1_000_000;
    private static final int TAKES = 6;

    @TempDir
    Path temp;

    private Path project;
    private Path target;
    private GitFixture film;

    /** What needs the objects that are pruned. */
    enum Needing {
        BRANCH("refs/heads/wip") {
            @Override
            void make(GitFixture film) throws IOException {
                film.git("branch", "wip");
            }

            @Override
            void drop(GitFixture film) throws IOException {
                film.git("branch", "-D", "wip");
            }
        },
        TAG("refs/tags/wip") {
            @Override
            void make(GitFixture film) throws IOException {
                film.git("tag", "-a", "-m", "wip", "wip");
            }

            @Override
            void drop(GitFixture film) throws IOException {
                film.git("tag", "-d", "wip");
            }
        },
        STASH("refs/stash") {
            @Override
            void make(GitFixture film) throws IOException {
                film.stash("take0", "stashed\n");
            }

            @Override
            void drop(GitFixture film) throws IOException {
                film.git("stash", "clear");
            }
        },
        REFLOG("") {
            @Override
            void make(GitFixture film) {}

            @Override
            void drop(GitFixture film) {}
        };

        private final String ref;

        Needing(String ref) {
            this.ref = ref;
        }

        abstract void make(GitFixture film) throws IOException;

        abstract void drop(GitFixture film) throws IOException;
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        target = Files.createDirectories(temp.resolve("out")).resolve("film.tar");
        film = GitFixture.init(project);
        takes();
        film.commit("Takes");
    }

    private void takes() throws IOException {
        for (int i = 0; i < TAKES; i++) {
            film.file("take" + i, new Noise(i).bytes(TAKE_BYTES));
        }
    }

    /** Objects that only {@code needing} needs, which come last in the archive. */
    private void addWork(Needing needing) throws IOException {
        film.file("work", new Noise(77).bytes(TAKE_BYTES)).commit("Work");
        needing.make(film);
        film.git("reset", "-q", "--hard", "HEAD~1");
    }

    private void prune(Needing needing) throws IOException {
        needing.drop(film);
        film.git("reflog", "expire", "--expire=now", "--all");
        film.git("gc", "-q", "--prune=now");
    }

    private void stop() {
        stop(Breakable.options("tar", false));
    }

    private void stop(ExportOptions options) {
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= TAKE_BYTES) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(project, target, options)).isInstanceOf(ExportStoppedException.class);
    }

    private ExportResult resume() throws IOException {
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER)
                .resume(target)
                .orElseThrow();
    }

    private GitFixture unpacked() throws IOException {
        return GitFixture.at(
                Unpacker.GNU_TAR.unpack(target, "tar", temp.resolve("unpacked")).resolve("film"));
    }

    private void assertNamed(ExportResult result, Needing needing) {
        assertThat(result.incomplete()).as("%s", result.warnings()).isTrue();
        assertThat(result.warnings().get(0))
                .startsWith("film/.git" + (needing.ref.isEmpty() ? "" : "/" + needing.ref) + ": is not whole");
    }

    @Test
    void aBrokenRepositoryThatIsKept_isTheSameAfterAResume() throws IOException {
        film.branch("side").file("lost", "lost\n").commit("Lost");
        String lost = film.git("rev-parse", "HEAD:lost");
        Files.delete(project.resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));
        Files.write(project.resolve(".git/refs/heads/empty"), new byte[0]);
        ExportOptions keep = ExportOptions.builder()
                .format("tar")
                .brokenRepository(ExportOptions.BrokenRepository.KEEP)
                .build();
        stop(keep);

        ExportResult resumed = resume();

        Path reference = Files.createDirectories(temp.resolve("reference")).resolve("film.tar");
        ExportResult inOneGo =
                new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER).export(project, reference, keep);
        assertThat(resumed.incomplete()).isTrue();
        assertThat(resumed.warnings())
                .isEqualTo(inOneGo.warnings())
                .anyMatch(warning -> warning.contains(lost))
                .anyMatch(warning -> warning.contains("refs/heads/empty"));
        assertThat(resumed.notes()).isEqualTo(inOneGo.notes());
        assertThat(target).hasSameBinaryContentAs(reference);
    }

    @ParameterizedTest
    @EnumSource(Needing.class)
    void prunedBeforeTheResume_whatNeededIt_isNamed(Needing needing) throws IOException {
        addWork(needing);
        stop();
        prune(needing);

        assertNamed(resume(), needing);

        assertThat(Exec.in(unpacked().folder()).run("git", "fsck", "--full").exitCode())
                .as("Git finds it too")
                .isNotZero();
    }

    /** Git takes a commit from the commit-graph, without looking for the object; its tree is that of another one. */
    @Test
    void prunedCommit_thatTheCommitGraphStillHas_isNamed() throws IOException {
        film.git("commit", "-q", "--allow-empty", "-m", "Approved");
        Needing.BRANCH.make(film);
        film.git("reset", "-q", "--hard", "HEAD~1");
        film.gc();
        film.git("commit-graph", "write", "--reachable");
        stop();
        Needing.BRANCH.drop(film);
        film.git("reflog", "expire", "--expire=now", "--all");
        film.git("repack", "-a", "-d", "-q");
        film.git("prune", "--expire=now");
        assertThat(project.resolve(".git/objects/info/commit-graph")).exists();

        assertNamed(resume(), Needing.BRANCH);
    }

    @Test
    void prunedBesideTheExport_whatNeededIt_isNamed() throws IOException {
        for (int i = 0; i < 2_000; i++) { // more than are kept open
            film.file("many/" + i, i + "\n");
        }
        film.commit("Many");
        addWork(Needing.BRANCH);
        AtomicBoolean pruned = new AtomicBoolean();
        Breakable pruning = new Breakable(
                (kind, position) -> {
                    if (position >= TAKE_BYTES && !pruned.getAndSet(true)) {
                        prune(Needing.BRANCH);
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);

        ExportResult result = pruning.export(project, target, Breakable.options("tar", false));

        assertThat(pruned).isTrue();
        if (result.incomplete()) { // which files are kept open depends on their order
            assertNamed(result, Needing.BRANCH);
        } else {
            unpacked().git("fsck", "--full");
        }
    }

    @Test
    void replacedByAnotherRepositoryBeforeTheResume_isNamed() throws IOException {
        stop();
        Files.move(project.resolve(".git"), temp.resolve("moved.git"));
        film = GitFixture.init(project).file("other", "other\n").commit("Other");

        ExportResult result = resume();

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings().get(0)).startsWith("film/.git/refs/heads/main: is not whole");
    }

    @Test
    void objectsThatNothingNeeds_mayBePruned() throws IOException {
        film.file("rushes", new Noise(5).bytes(TAKE_BYTES)).git("add", "rushes");
        film.git("rm", "-q", "--cached", "rushes");
        Files.delete(project.resolve("rushes"));
        stop();
        film.git("prune", "--expire=now");

        ExportResult result = resume();

        assertThat(result.notes()).as("only the order of the objects decides").allMatch(w -> w.contains("nothing"));
        assertThat(result.incomplete()).isFalse();
        unpacked().git("fsck", "--full");
    }

    /** git-maintenance(1), "loose-objects": packs are called loose-ID.pack, and others may have any name. */
    @Test
    void borrowedObjects_comeFromPacksOfAnyName() throws IOException {
        film.git("maintenance", "run", "--task=loose-objects");
        film.git("maintenance", "run", "--task=loose-objects"); // the second run deletes what the first has packed
        assertThat(packs()).isNotEmpty();
        Path borrower = temp.resolve("borrower");
        film.git("clone", "-q", "--shared", ".", borrower.toString());
        project = borrower;

        ExportResult result = new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER)
                .export(ExportRequest.builder(project, target)
                        .options(Breakable.options("tar", false))
                        .repositoryFolders(true)
                        .build());

        assertThat(result.incomplete()).as("%s", result.warnings()).isFalse();
        GitFixture whole = GitFixture.at(
                Unpacker.GNU_TAR.unpack(target, "tar", temp.resolve("unpacked")).resolve("borrower"));
        whole.git("fsck", "--full");
        assertThat(whole.git("rev-list", "--all", "--objects").lines()).hasSizeGreaterThan(TAKES);
    }

    private List<String> packs() throws IOException {
        try (var files = Files.list(project.resolve(".git/objects/pack"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("loose-.*\\.pack"))
                    .toList();
        }
    }
}
