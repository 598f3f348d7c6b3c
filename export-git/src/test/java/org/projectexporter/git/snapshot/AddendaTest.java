package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** A repository that is repacked between planning and copying. */
final class AddendaTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private ProjectSource source;
    private RecordingPlanSink plan;
    private FakeSourceContext context;

    @BeforeEach
    void planAPackedRepository() throws IOException {
        film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .stash("a.txt", "b\n")
                .gc();
        film.file("c.txt", "c\n").commit("Second");
        context = FakeSourceContext.of(film.folder());
        source = new GitSourceResolver().open(context);
        plan = PlanWalk.of(context, List.of(source));
    }

    private List<PlannedEntry> vanished() {
        List<PlannedEntry> vanished = new ArrayList<>();
        for (PlannedEntry entry : plan.entries()) {
            if (entry.content() instanceof Content.OfFile file && !Files.exists(file.path())) {
                vanished.add(entry);
            }
        }
        return vanished;
    }

    private RecordingPlanSink addenda() throws IOException {
        RecordingPlanSink addenda = new RecordingPlanSink();
        source.addenda(vanished(), addenda);
        return addenda;
    }

    @Test
    void addenda_afterARepack_completeTheArchive() throws IOException {
        film.git("repack", "-adq", "--write-midx");
        film.git("-c", "gc.reflogExpire=never", "gc", "-q", "--prune=now");
        assertThat(vanished()).anyMatch(entry -> entry.path().toString().endsWith(".pack"));

        RecordingPlanSink addenda = addenda();

        assertThat(addenda.paths())
                .anyMatch(path -> path.endsWith(".pack"))
                .anyMatch(path -> path.endsWith(".idx"))
                .noneMatch(path -> path.contains("multi-pack-index") || path.contains("objects/info/"));
        assertThat(addenda.entries())
                .filteredOn(entry -> entry.content() != null)
                .allMatch(entry -> entry.role() == EntryRole.REPOSITORY_OBJECT);
        unpackAndCheck(addenda);
    }

    private static void copy(PlannedEntry entry, RecordingPlanSink from, RecordingPlanSink archive) throws IOException {
        archive.add(
                entry.content() instanceof Content.Captured
                        ? entry.withContent(
                                archive.capture(from.content(entry.path().toString())), entry.size(), entry.storage())
                        : entry);
    }

    /**
     * Unpacks the plan without the files that vanished, and then the addenda; derived files that vanished are in
     * neither.
     */
    private void unpackAndCheck(RecordingPlanSink addenda) throws IOException {
        RecordingPlanSink archive = new RecordingPlanSink();
        List<PlannedEntry> vanished = vanished();
        for (PlannedEntry entry : plan.entries()) {
            if (!vanished.contains(entry)) {
                copy(entry, plan, archive);
            }
        }
        for (PlannedEntry entry : addenda.entries()) {
            if (!archive.has(entry.path().toString())) {
                copy(entry, addenda, archive);
            }
        }
        archive.materialise(temp.resolve("restored"));
        Path restored = temp.resolve("restored").resolve(film.folder().getFileName());
        Restored.fsck(restored);
        assertThat(Restored.answers(restored)).isEqualTo(Restored.answers(film.folder()));
    }

    /** As when an export is resumed: the run that planned is gone. */
    @Test
    void addenda_ofASourceThatHasPlannedNothing_completeTheArchiveToo() throws IOException {
        film.git("-c", "gc.reflogExpire=never", "gc", "-q", "--prune=now");
        source = new GitSourceResolver().open(context);

        unpackAndCheck(addenda());
    }

    private void planAgain(GitFixture project) throws IOException {
        film = project;
        context = FakeSourceContext.of(project.folder()).allowingRepositoryFolders();
        source = new GitSourceResolver().open(context);
        plan = PlanWalk.of(context, List.of(source));
        source = new GitSourceResolver().open(context);
    }

    private static void repack(GitFixture repository) throws IOException {
        repository.git("-c", "gc.reflogExpire=never", "gc", "-q", "--prune=now");
    }

    @Test
    void addenda_whereTheStoreThatIsBorrowedFromWasPacked_completeTheArchive() throws IOException {
        Exec.in(temp).git("clone", "-q", "--shared", film.folder().toString(), "borrower");
        GitFixture lender = film;
        planAgain(GitFixture.at(temp.resolve("borrower")).file("d.txt", "d\n").commit("Of its own"));

        repack(lender);

        assertThat(vanished()).isNotEmpty();
        unpackAndCheck(addenda());
    }

    @Test
    void addenda_ofALinkedWorktree_completeTheArchive() throws IOException {
        film.git("worktree", "add", "-q", "-b", "cut", temp.resolve("cut").toString());
        GitFixture main = film;
        planAgain(GitFixture.at(temp.resolve("cut")).file("d.txt", "d\n").commit("In the worktree"));

        repack(main);

        assertThat(vanished()).isNotEmpty();
        unpackAndCheck(addenda());
    }

    @Test
    void addenda_ofAGitFolderElsewhere_andOfASubmoduleThere_completeTheArchive() throws IOException {
        film.git("init", "-q", "--separate-git-dir=" + temp.resolve("elsewhere"));
        film.submodule(
                "looks", GitFixture.init(temp.resolve("l")).file("l", "l").commit("L"));
        GitFixture.at(film.folder().resolve("looks")).commit("Loose");
        planAgain(film);

        repack(film);
        repack(GitFixture.at(film.folder().resolve("looks")));

        assertThat(vanished()).anyMatch(entry -> entry.path().toString().contains("/.git/modules/looks/objects/"));
        unpackAndCheck(addenda());
    }

    @Test
    void addenda_ofABareProject_completeTheArchive() throws IOException {
        Exec.in(temp).git("clone", "-q", "--bare", film.folder().toString(), "vault");
        planAgain(GitFixture.at(temp.resolve("vault")));

        repack(film);

        assertThat(vanished()).isNotEmpty();
        unpackAndCheck(addenda());
    }

    @Test
    void addenda_ofAGitFolderElsewhereThatIsGone_areNone() throws IOException {
        film.git("init", "-q", "--separate-git-dir=" + temp.resolve("elsewhere"));
        planAgain(film);
        Files.move(temp.resolve("elsewhere"), temp.resolve("away"));

        assertThat(vanished()).isNotEmpty();
        assertThat(addenda().entries()).isEmpty();
    }

    @Test
    void addenda_ofARepositoryThatIsGone_areNone() throws IOException {
        source = new GitSourceResolver().open(context);
        Files.move(film.folder().resolve(".git"), temp.resolve("elsewhere"));

        assertThat(vanished()).isNotEmpty();
        assertThat(addenda().entries()).isEmpty();
    }

    @Test
    void addenda_whereNothingOfTheRepositoryVanished_areNone() throws IOException {
        assertThat(addenda().entries()).isEmpty();
    }
}
