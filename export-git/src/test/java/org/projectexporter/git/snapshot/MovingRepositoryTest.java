package org.projectexporter.git.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;

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

    private RepositoryPlan plan(PlanSink sink, IntConsumer action) throws IOException {
        Path git = film.folder().resolve(".git").toRealPath();
        SourceItem item = new SourceItem(git, RawPath.of(".git"), FileStat.read(git));
        SourceContext context = new Interfering(FakeSourceContext.of(film.folder()), action, new int[1]);
        return RepositoryPlan.of(GitFolder.of(item, context), sink, HeapShare.half());
    }

    /** Keeps each file open, so to speak: only the names in the plan are looked at. */
    private record Holding(RecordingPlanSink sink) implements PlanSink {
        @Override
        public boolean hold(SourceItem item) {
            return true;
        }

        @Override
        public void add(PlannedEntry entry) {
            sink.add(entry);
        }

        @Override
        public Content.Captured capture(byte[] bytes) {
            return sink.capture(bytes);
        }

        @Override
        public Content.Captured capture(InputStream content) throws IOException {
            return sink.capture(content);
        }

        @Override
        public void read(Content.Captured captured, long position, ByteBuffer into) {
            sink.read(captured, position, into);
        }

        @Override
        public boolean delegate(SourceItem item) throws IOException {
            return sink.delegate(item);
        }

        @Override
        public void refer(RawPath from, Path target) {
            sink.refer(from, target);
        }

        @Override
        public void refer(Reference reference) {
            sink.refer(reference);
        }

        @Override
        public void report(Finding finding) {
            sink.report(finding);
        }

        @Override
        public void commits(OptionalLong reachable, Collection<String> rootCommits) {
            sink.commits(reachable, rootCommits);
        }
    }

    private String git(String... arguments) {
        try {
            return film.git(arguments);
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

    /** A branch is made, and deleted and pruned later; the result is the plan of a repository that has had it. */
    private interface Pruned {
        void check(RepositoryPlan plan, RecordingPlanSink recorded, String commit) throws IOException;
    }

    private void planWhereABranchIsPrunedAtAnyMoment(boolean holding, Pruned then) throws IOException {
        int captured = 0;
        for (int made = 3; made < 12; made += 6) {
            for (int pruned = made + 12; pruned < made + 72; pruned += 3) {
                String message = "Late " + made + "-" + pruned;
                int first = made;
                int last = pruned;
                RecordingPlanSink recorded = new RecordingPlanSink();
                RepositoryPlan plan = plan(holding ? new Holding(recorded) : recorded, call -> {
                    if (call == first) {
                        git("update-ref", "refs/heads/late", git("commit-tree", "-m", message, "HEAD^{tree}"));
                    } else if (call == last) {
                        git("update-ref", "-d", "refs/heads/late");
                        git("prune", "--expire=now");
                    }
                });
                if (recorded.has("film/.git/refs/heads/late")) {
                    captured++;
                    String commit = new String(recorded.content("film/.git/refs/heads/late"), US_ASCII).strip();
                    then.check(plan, recorded, commit);
                }
                git("update-ref", "-d", "refs/heads/late");
            }
        }
        assertThat(captured).isPositive();
    }

    private static String object(String commit) {
        return "film/.git/objects/" + commit.substring(0, 2) + "/" + commit.substring(2);
    }

    /** The commit is kept open from before the branch was read for the last time. */
    @Test
    void plan_whereABranchIsPrunedAtAnyMoment_hasTheObjectsOfItsRefs() throws IOException {
        planWhereABranchIsPrunedAtAnyMoment(
                true, (plan, recorded, commit) -> assertThat(recorded.paths()).contains(object(commit)));
    }

    /** As where there are more objects than files that can be open. */
    @Test
    void plan_whereABranchIsPrunedAtAnyMoment_andNothingIsKeptOpen_isNotProvenWhole() throws IOException {
        AtomicInteger lacking = new AtomicInteger();

        planWhereABranchIsPrunedAtAnyMoment(false, (plan, recorded, commit) -> {
            Set<RawPath> doubtful = plan.mayLackObjects() ? Set.of(RawPath.of(".git")) : Set.of();
            new RepositoryProofs(FakeSourceContext.of(film.folder()), recorded, HeapShare.half())
                    .prove(new AllOf(recorded), doubtful);

            boolean lacks = !recorded.has(object(commit));
            lacking.addAndGet(lacks ? 1 : 0);
            List<String> reported = recorded.findings(Finding.Kind.VANISHED).stream()
                    .map(finding -> finding.path() + ": " + finding.detail())
                    .toList();
            assertThat(reported).as("%s", commit).hasSizeLessThanOrEqualTo(1);
            if (lacks) {
                assertThat(reported)
                        .singleElement()
                        .asString()
                        .startsWith("film/.git/refs/heads/late: is not whole in the archive")
                        .contains(commit);
            }
        });

        assertThat(lacking).hasPositiveValue();
    }

    /** An archive with everything that was planned. */
    private record AllOf(RecordingPlanSink plan) implements ProjectSource.Archived {
        @Override
        public void visit(Visitor visitor) throws IOException {
            for (PlannedEntry entry : plan.entries()) {
                visitor.visit(entry);
            }
        }

        @Override
        public List<PlannedEntry> vanished() {
            return List.of();
        }

        @Override
        public boolean resumed() {
            return false;
        }
    }

    @Test
    void plan_ofARepositoryThatKeepsChanging_fails() {
        assertThatThrownBy(() -> plan(call -> git("update-ref", "refs/heads/n" + call, "HEAD")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git keeps changing");
    }
}
