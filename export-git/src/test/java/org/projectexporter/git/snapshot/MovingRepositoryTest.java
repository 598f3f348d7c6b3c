package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.GitFixture;
import org.projectexporter.testkit.RecordingPlanSink;

/** A repository that is written to while it is read: the snapshot is consistent. */
public final class MovingRepositoryTest {
    @TempDir
    Path temp;

    private GitFixture film;

    /** Runs an action each time that the source checks for cancellation, which it does in each folder. */
    public record Interfering(SourceContext context, IntConsumer action, int[] calls) implements SourceContext {
        @Override
        public Path projectFolder() {
            return context.projectFolder();
        }

        @Override
        public ExportOptions options() {
            return context.options();
        }

        @Override
        public RawPath inArchive(RawPath path) {
            return context.inArchive(path);
        }

        @Override
        public boolean isTakenByPattern(RawPath path) {
            return context.isTakenByPattern(path);
        }

        @Override
        public boolean isAllowed(Path real) {
            return context.isAllowed(real);
        }

        @Override
        public boolean allowsRepositoryFolders() {
            return context.allowsRepositoryFolders();
        }

        @Override
        public void readsOutside(Path folder) {
            context.readsOutside(folder);
        }

        @Override
        public void checkCancelled() {
            action.accept(calls[0]++);
        }
    }

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .branch("side");
    }

    private RecordingPlanSink plan(IntConsumer action) throws IOException {
        Path git = film.folder().resolve(".git").toRealPath();
        return plan(film.folder(), git, FakeSourceContext.of(film.folder()), action);
    }

    /** Plans a repository in {@code gitFolder} as if it were the project's. */
    private static RecordingPlanSink plan(Path project, Path gitFolder, SourceContext context, IntConsumer action)
            throws IOException {
        SourceItem item = new SourceItem(gitFolder, RawPath.of(".git"), FileStat.read(gitFolder));
        RecordingPlanSink sink = new RecordingPlanSink();
        RepositoryPlan.of(GitFolder.of(item, new Interfering(context, action, new int[1])), sink, HeapShare.half());
        assertThat(sink.paths()).contains(project.getFileName() + "/.git/HEAD");
        return sink;
    }

    private void git(String... arguments) {
        try {
            film.git(arguments);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void plan_whereRefsArePackedAtAnyMoment_hasEveryRef() throws IOException {
        for (int moment = 0; moment < 12; moment++) {
            int at = moment;
            film.commit("Moves main").branch("branch" + moment);

            RecordingPlanSink plan = plan(call -> {
                if (call == at) {
                    git("pack-refs", "--all");
                }
            });

            Path target = temp.resolve("restored" + moment);
            plan.materialise(target);
            assertThat(GitFixture.at(target.resolve("film")).git("for-each-ref"))
                    .isEqualTo(film.git("for-each-ref"));
        }
    }

    @Test
    void plan_whereACommitIsMadeAtAnyMoment_isComplete() throws IOException {
        for (int moment = 0; moment < 12; moment++) {
            int at = moment;

            RecordingPlanSink plan = plan(call -> {
                if (call == at) {
                    git("commit", "-q", "--allow-empty", "-m", "meanwhile");
                }
            });

            Path target = temp.resolve("restored" + moment);
            plan.materialise(target);
            Restored.fsck(target.resolve("film"));
            GitFixture restored = GitFixture.at(target.resolve("film"));
            assertThat(restored.git("rev-parse", "HEAD")).isEqualTo(restored.git("rev-parse", "HEAD@{0}"));
        }
    }

    /** Its branch is in the common folder, HEAD and its reflog in its own. */
    @Test
    void plan_ofALinkedWorktree_whereACommitIsMadeAtAnyMoment_isComplete() throws IOException {
        film.git("worktree", "add", "-q", "-b", "cut", temp.resolve("cut").toString());
        GitFixture cut = GitFixture.at(temp.resolve("cut"));
        Path own = film.folder().resolve(".git/worktrees/cut").toRealPath();
        SourceContext context = FakeSourceContext.of(cut.folder()).allowingRepositoryFolders();
        for (int moment = 0; moment < 12; moment++) {
            int at = moment;

            RecordingPlanSink plan = plan(cut.folder(), own, context, call -> {
                if (call == at) {
                    git("-C", cut.folder().toString(), "commit", "-q", "--allow-empty", "-m", "meanwhile");
                    git("pack-refs", "--all");
                }
            });

            Path target = temp.resolve("restored" + moment);
            plan.materialise(target);
            Restored.fsck(target.resolve("cut"));
            GitFixture restored = GitFixture.at(target.resolve("cut"));
            assertThat(restored.git("rev-parse", "HEAD")).isEqualTo(restored.git("rev-parse", "HEAD@{0}"));
        }
    }

    @Test
    void plan_ofARepositoryThatKeepsChanging_fails() {
        assertThatThrownBy(() -> plan(call -> git("update-ref", "refs/heads/n" + call, "HEAD")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git keeps changing");
    }
}
