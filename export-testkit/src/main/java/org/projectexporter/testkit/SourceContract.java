package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * The contract of every source: discovery, the same entries each time, nothing touched, no link followed, any content,
 * files that vanish or are replaced, a sink that fails, cancellation. Extend it, provide the source, and create a small
 * project to which it contributes. A test that takes long has the tag {@code long}.
 *
 * <pre>{@code
 * final class NotesSourceContractTest extends SourceContract {
 *     protected SourceResolver source() { return new NotesSource(); }
 *     protected void makeProject(Path folder) throws IOException {
 *         Files.writeString(Files.createDirectory(folder).resolve("a.notes"), "Cut 3 is the best one.");
 *     }
 * }
 * }</pre>
 */
public abstract class SourceContract extends LivingProjectContract {
    /** For subclasses. */
    protected SourceContract() {}

    @Override
    protected abstract SourceResolver source();

    @Override
    protected abstract void makeProject(Path folder) throws IOException;

    @Test
    void name_isALowerCaseWord() {
        String name = source().name();

        assertThat(name).isNotBlank().isEqualTo(name.toLowerCase(Locale.ROOT)).doesNotContainAnyWhitespaces();
        assertThat(source().name()).isEqualTo(name);
        assertThat(source().specificity()).isNotNegative();
    }

    @Test
    void source_isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(SourceResolver.class).stream()
                        .filter(provider -> provider.type() == source().getClass())
                        .map(ServiceLoader.Provider::get))
                .as("named in META-INF/services, with a public constructor without parameters")
                .hasSize(1);
    }

    @Test
    void plan_differsFromThatOfAWalkWithoutTheSource() throws IOException {
        RecordingPlanSink without = PlanWalk.of(context(), companions().toArray(SourceResolver[]::new));

        assertThat(describe(plan())).isNotEmpty().isNotEqualTo(describe(without));
    }

    @Test
    void open_twice_givesTheSameEntries() throws IOException {
        assertThat(describe(plan())).isEqualTo(describe(plan()));
    }

    @Test
    void open_fromTwoThreadsAtOnce_givesTheSameEntries() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<List<String>> walk = () -> describe(plan());
            List<Future<List<String>>> both = threads.invokeAll(List.of(walk, walk));

            assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void entries_areUnderTheNameOfTheProject_eachOnce_withTheFoldersAboveThem() throws IOException {
        RecordingPlanSink plan = plan();
        TreeSet<RawPath> folders = new TreeSet<>();
        folders.add(RawPath.ROOT);

        assertThat(plan.complaints()).isEmpty();
        for (PlannedEntry entry : plan.entries()) {
            assertThat(entry.path().startsWith(RawPath.of("project")))
                    .as("%s", entry.path())
                    .isTrue();
            assertThat(folders).as("folder above %s", entry.path()).contains(parentOf(entry));
            if (entry.type() == EntryType.DIRECTORY) {
                folders.add(entry.path());
            }
        }
    }

    private static RawPath parentOf(PlannedEntry entry) {
        return Objects.requireNonNull(entry.path().parent());
    }

    @Test
    void entries_haveTheSizeOfTheirContent() throws IOException {
        RecordingPlanSink plan = plan();

        for (PlannedEntry entry : plan.entries()) {
            if (entry.content() != null) {
                assertThat(plan.read(entry.contentOrThrow()))
                        .as("%s", entry.path())
                        .hasSize(Math.toIntExact(entry.size()));
            }
        }
    }

    @Test
    void references_comeFromPlannedEntries_andLeadSomewhereWhateverTheWorkingFolder() throws IOException {
        RecordingPlanSink plan = plan();

        for (RecordingPlanSink.Reference reference : plan.references()) {
            assertThat(plan.paths()).contains(reference.from().toString());
            assertThat(reference.target())
                    .as("what %s refers to", reference.from())
                    .isAbsolute();
        }
    }

    @Test
    void documentReferences_comeFromPlannedEntries_andHaveAbsolutePaths_orNames() throws IOException {
        RecordingPlanSink plan = plan();

        for (PlanSink.Reference reference : plan.documentReferences()) {
            assertThat(plan.paths()).contains(reference.from().toString());
            assertThat(reference.written()).isNotBlank();
            assertThat(reference.paths())
                    .as("what %s refers to", reference.from())
                    .allMatch(path -> path.isAbsolute() || path.getNameCount() == 1);
        }
    }

    /** A single file outside the project is refined without the folder around it. */
    @Test
    void refine_ofASingleFile_findsWhatTheWalkFinds() throws IOException {
        if (!source().refinesSingleFiles()) {
            return;
        }
        RecordingPlanSink plan = plan();
        for (PlannedEntry entry : plan.entries()) {
            if (entry.content() instanceof Content.OfFile content) {
                RecordingPlanSink alone = refineAlone(content.path());
                assertThat(written(alone, NativeNames.nameOf(content.path())))
                        .as("references of %s alone", entry.path())
                        .isEqualTo(written(plan, entry.path().fileName()));
            }
        }
    }

    private RecordingPlanSink refineAlone(Path file) throws IOException {
        FakeSourceContext around =
                FakeSourceContext.of(Objects.requireNonNull(file.getParent())).with(options());
        RecordingPlanSink alone = new RecordingPlanSink();
        SourceItem item = new SourceItem(file, NativeNames.nameOf(file), FileStat.read(file));
        try (ProjectSource opened = source().open(around)) {
            opened.refine(item, PlanWalk.plainFile(item, around.inArchive(item.path())), alone);
            opened.finish(alone);
        }
        return alone;
    }

    private static List<String> written(RecordingPlanSink plan, RawPath name) {
        return plan.documentReferences().stream()
                .filter(reference -> reference.from().isNamed(name))
                .map(reference -> reference.written() + " " + reference.paths() + " " + reference.frames())
                .sorted()
                .toList();
    }

    @Test
    void walk_touchesNothingInTheProject() throws IOException {
        TreeSnapshot before = TreeSnapshot.of(temp);

        plan();

        TreeSnapshot after = TreeSnapshot.of(temp);
        assertThat(TreeDiff.between(before, after).withChangeTimes().differences())
                .isEmpty();
    }

    @Test
    void walk_ofACancelledExport_stops() {
        CancellationToken token = new CancellationToken();
        token.cancel();

        assertThatThrownBy(() -> plan(context().with(token), new PlanWalk.Events() {}))
                .isInstanceOf(ExportCancelledException.class);
    }

    @Test
    void close_twice_isFine() throws IOException {
        ProjectSource source = source().open(context());

        source.close();
        source.close();
    }
}
