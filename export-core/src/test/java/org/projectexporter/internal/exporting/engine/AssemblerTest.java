package org.projectexporter.internal.exporting.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.fakes.ExportThreads;
import org.projectexporter.fakes.FakeArchive;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.FakeSource;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

@Timeout(60)
class AssemblerTest {
    private static final int BLOCK = 1 << 16;
    /** Files over one block are streamed; the readers are four blocks ahead at most. */
    private static final EngineSettings SMALL = new EngineSettings(BLOCK, 4, BLOCK, 2);

    @TempDir
    Path temp;

    private final Path project() {
        return temp.resolve("film");
    }

    private Path file(String name, int bytes) {
        return TestFiles.write(project().resolve(name), bytes, name.hashCode());
    }

    @AfterEach
    void noThreadIsLeft() {
        ExportThreads.requireNone();
    }

    /** Files that keep the readers busy, so that what comes after them is not read before the first is written. */
    private void fillers() {
        for (int i = 0; i < 6; i++) {
            file("b" + i, BLOCK);
        }
    }

    private static FakeFormat.Script at(String path, Action action) {
        return new FakeFormat.Script() {
            @Override
            public void put(ArchiveEntry entry) throws IOException {
                if (entry.path().toString().equals(path)) {
                    action.run();
                }
            }
        };
    }

    private interface Action {
        void run() throws IOException;
    }

    private EngineRun write(FakeFormat format) throws IOException {
        try (EngineRun run = new EngineRun(temp, project())) {
            return run.write(run.plan(), format, SMALL);
        }
    }

    private static FakeArchive archive(EngineRun run) {
        byte[] bytes = run.bytes();
        byte[] ended = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        ended[bytes.length] = 'E';
        return FakeArchive.of(ended);
    }

    @Test
    void write_givesEveryEntryInTreeOrderWithItsBytes() throws IOException {
        file("a/small", 10);
        file("a/large", 5 * BLOCK + 3);
        file("a-b", 0);
        Files.createDirectories(project().resolve("empty"));
        Files.createSymbolicLink(project().resolve("link"), Path.of("a/small"));

        EngineRun run = write(FakeFormat.plain());

        FakeArchive archive = archive(run);
        assertThat(archive.paths())
                .containsExactly(
                        "film", "film/a", "film/a/large", "film/a/small", "film/a-b", "film/empty", "film/link");
        assertThat(archive.content("film/a/large"))
                .isEqualTo(Files.readAllBytes(project().resolve("a/large")));
        assertThat(archive.content("film/a/small"))
                .isEqualTo(Files.readAllBytes(project().resolve("a/small")));
        assertThat(archive.entry("film/link").linkTargetOrThrow()).isEqualTo(RawPath.of("a/small"));
        assertThat(run.ledger().total()).isEqualTo(new Ledger.Count(3, 5 * BLOCK + 13));
        assertThat(run.ledger().count(EntryType.DIRECTORY)).isEqualTo(3);
        assertThat(run.wrote()).isEqualTo(5 * BLOCK + 13);
    }

    @Test
    void write_ofFilesThatVanish_leavesThemOutAndRemembersThem() throws IOException {
        file("a", 1);
        fillers();
        Path small = file("c-small", 10);
        Path large = file("d-large", 3 * BLOCK);
        file("e", 10);

        EngineRun run = write(FakeFormat.with(at("film/a", () -> {
            Files.delete(small);
            Files.delete(large);
        })));

        assertThat(archive(run).paths()).contains("film/a", "film/e").doesNotContain("film/c-small", "film/d-large");
        assertThat(run.ledger().vanished())
                .extracting(entry -> entry.path().toString())
                .containsExactly("film/c-small", "film/d-large");
        assertThat(run.sums()).contains("film/e").doesNotContain("film/c-small", "film/d-large");
        assertThat(run.ledger().total().files()).isEqualTo(8);
    }

    @Test
    void write_ofALargeFileThatIsTruncatedMeanwhile_keepsTheHeadTrueAndListsIt() throws IOException {
        int bytes = 40 * BLOCK;
        Path file = file("a", bytes);

        EngineRun run = write(FakeFormat.with(at("film/a", () -> TestFiles.truncate(file, 20 * BLOCK))));

        assertThat(archive(run).content("film/a")).hasSize(bytes);
        assertThat(run.ledger().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
            assertThat(finding.path()).isEqualTo(RawPath.of("film/a"));
            assertThat(finding.detail()).contains("zeros");
        });
    }

    @Test
    void write_ofALargeFileThatGrowsMeanwhile_cutsItAndListsIt() throws IOException {
        int bytes = 40 * BLOCK;
        Path file = file("a", bytes);
        byte[] before = Files.readAllBytes(file);

        EngineRun run = write(FakeFormat.with(at("film/a", () -> TestFiles.append(file, BLOCK))));

        assertThat(archive(run).content("film/a")).isEqualTo(before);
        assertThat(run.ledger().findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CHANGED);
    }

    @Test
    void write_ofASmallFileThatHasOutgrownItsPlan_listsIt() throws IOException {
        file("a", 1);
        fillers();
        Path grows = file("c", 10);

        EngineRun run = write(FakeFormat.with(at("film/a", () -> TestFiles.append(grows, BLOCK))));

        assertThat(run.ledger().findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CHANGED);
        assertThat(archive(run).content("film/c")).hasSize(BLOCK);
    }

    @Test
    void write_ofCapturedContent_givesTheBytesOfThePlan() throws IOException {
        Files.createDirectories(project());
        byte[] small = "captured".getBytes(US_ASCII);
        byte[] large = TestFiles.noise(3 * BLOCK + 1, 9);
        EngineRun run = new EngineRun(temp, project()).source(capturing(small, large));

        try (run) {
            run.write(run.plan(), FakeFormat.plain(), SMALL);
        }

        assertThat(archive(run).content("film/small")).isEqualTo(small);
        assertThat(archive(run).content("film/large")).isEqualTo(large);
        assertThat(run.ledger().findings()).isEmpty();
    }

    private static FakeSource capturing(byte[] small, byte[] large) {
        return new FakeSource("capturing", 1, context -> new ProjectSource() {
            @Override
            public void finish(PlanSink sink) throws IOException {
                sink.add(captured("film/small", small, sink));
                sink.add(captured("film/large", large, sink));
            }
        });
    }

    private static PlannedEntry captured(String path, byte[] bytes, PlanSink sink) throws IOException {
        return PlannedEntry.file(
                RawPath.of(path),
                EntryRole.REPOSITORY,
                bytes.length,
                Instant.EPOCH,
                0644,
                sink.capture(bytes),
                StorageHint.AUTO);
    }

    @Test
    void write_ofHardLinks_writesTheFirstNameAsTheFile() throws IOException {
        Path first = file("a", 10);
        Files.createLink(project().resolve("b"), first);

        EngineRun run = write(FakeFormat.plain());

        assertThat(archive(run).entry("film/b").type()).isEqualTo(EntryType.HARD_LINK);
        assertThat(archive(run).entry("film/b").linkTargetOrThrow()).isEqualTo(RawPath.of("film/a"));
        assertThat(run.ledger().total()).isEqualTo(new Ledger.Count(2, 20));
        assertThat(run.sums().lines()).hasSize(2);
    }

    @Test
    void write_ofHardLinksInAFormatWithoutThem_writesEachNameAsAFile() throws IOException {
        Path first = file("a", 10);
        Files.createLink(project().resolve("b"), first);

        EngineRun run = write(new FakeFormat(false, new FakeFormat.Script() {}));

        assertThat(archive(run).content("film/b")).isEqualTo(Files.readAllBytes(first));
    }

    @Test
    void write_ofAHardLinkWhoseFirstNameHasVanished_leavesItForTheAddendum() throws IOException {
        file("a", 1);
        fillers();
        Path first = file("c", 10);
        Path second = Files.createLink(project().resolve("d"), first);
        try (EngineRun run = new EngineRun(temp, project())) {
            SealedPlan plan = run.plan();
            run.write(plan, FakeFormat.with(at("film/a", () -> Files.delete(first))), SMALL);
            assertThat(run.ledger().vanished())
                    .extracting(entry -> entry.path().toString())
                    .containsExactly("film/c", "film/d");

            run.write(run.planner().addenda(plan, run.ledger().vanished()), FakeFormat.plain(), SMALL);

            assertThat(archive(run).content("film/d")).isEqualTo(Files.readAllBytes(second));
            assertThat(archive(run).paths()).doesNotContain("film/c");
        }
    }

    @Test
    void write_ofAHardLinkWhoseFirstNameIsAnotherLinkedFileNow_doesNotLinkToThat() throws IOException {
        file("a", 1);
        fillers();
        Path first = file("c", 10);
        Files.createLink(project().resolve("d"), first);
        Path other = TestFiles.write(temp.resolve("other"), 20, 5);

        EngineRun run = write(FakeFormat.with(at("film/a", () -> {
            Files.delete(first);
            Files.createLink(first, other);
        })));

        assertThat(archive(run).paths()).contains("film/c").doesNotContain("film/d");
        assertThat(run.ledger().vanished())
                .extracting(entry -> entry.path().toString())
                .containsExactly("film/d");
    }

    @Test
    void write_withAWriterThatFailsAtAnyCall_endsWithItsError() throws IOException {
        file("a", 10);
        file("b", 5 * BLOCK);
        fillers();
        file("c", 10);
        for (int call = 1; call <= 23; call++) {
            FailingAt script = new FailingAt(call);
            assertThatThrownBy(() -> write(FakeFormat.with(script)))
                    .as("call " + call)
                    .isSameAs(script.failure);
            ExportThreads.requireNone();
        }
        FailingAt never = new FailingAt(24);
        write(FakeFormat.with(never));
        assertThat(never.calls).as("the loop above covers all calls").isEqualTo(23);
    }

    private static final class FailingAt implements FakeFormat.Script {
        private final IOException failure = new IOException("the disk is gone");
        private final int call;
        private int calls;

        private FailingAt(int call) {
            this.call = call;
        }

        private void count() throws IOException {
            calls++;
            if (calls == call) {
                throw failure;
            }
        }

        @Override
        public void put(ArchiveEntry entry) throws IOException {
            count();
        }

        @Override
        public void write(ArchiveEntry entry, ByteBuffer data) throws IOException {
            count();
        }
    }

    @Test
    void write_withADamagedPlan_endsWithItsError() throws IOException {
        for (int i = 0; i < 30; i++) {
            file("a" + i, 3 * BLOCK);
        }
        try (EngineRun run = new EngineRun(temp, project())) {
            SealedPlan plan = run.plan();
            TestFiles.truncate(plan.file(), Files.size(plan.file()) / 2);

            assertThatThrownBy(() -> run.write(plan, FakeFormat.plain(), SMALL)).hasMessageContaining("damaged");
        }
    }

    @Test
    void write_cancelledInTheMiddleOfAFile_endsSoon() throws IOException {
        file("a", 100 * BLOCK);
        try (EngineRun run = new EngineRun(temp, project())) {
            FakeFormat format = FakeFormat.with(new FakeFormat.Script() {
                @Override
                public void write(ArchiveEntry entry, ByteBuffer data) {
                    run.cancellation().cancel();
                }
            });
            SealedPlan plan = run.plan();

            assertThatThrownBy(() -> run.write(plan, format, SMALL)).isInstanceOf(ExportCancelledException.class);
            assertThat(run.wrote()).isEqualTo(BLOCK);
        }
    }

    @Test
    void write_withAnySettings_givesTheSameBytesAndTheSameLedger() throws IOException {
        file("a", 0);
        file("b", BLOCK - 1);
        file("c", 2 * BLOCK);
        file("d", 17 * BLOCK + 5);
        file("e/f.mov", 3 * BLOCK);
        TestFiles.write(
                project().resolve("text"), "to be, or not ".repeat(20_000).getBytes(US_ASCII));
        for (int i = 0; i < 100; i++) {
            file("many/" + i, i * 1000);
        }
        Files.createLink(project().resolve("g"), project().resolve("d"));
        EngineRun expected = run(EngineSettings.of(1, 64 << 20));
        for (EngineSettings settings : settings()) {
            EngineRun run = run(settings);
            assertThat(run.bytes()).as(settings.toString()).isEqualTo(expected.bytes());
            assertThat(run.sums()).as(settings.toString()).isEqualTo(expected.sums());
            assertThat(run.ledger().total()).isEqualTo(expected.ledger().total());
        }
    }

    @Test
    void write_inGroups_givesTheSameBytesAndTheSameLedger_whateverHasChangedSinceThePlan() throws IOException {
        for (int i = 0; i < 300; i++) {
            file(String.format(Locale.ROOT, "many/%03d", i), i * 50);
        }
        file("large", 5 * BLOCK);
        Files.createDirectories(project().resolve("empty"));
        Files.createSymbolicLink(project().resolve("link"), Path.of("large"));
        Files.createLink(project().resolve("many/200-again"), project().resolve("many/200"));
        try (EngineRun single = new EngineRun(temp, project());
                EngineRun first = new EngineRun(temp, project());
                EngineRun second = new EngineRun(temp, project())) {
            SealedPlan plan = single.plan();
            SealedPlan ofFirst = first.plan();
            SealedPlan ofSecond = second.plan();
            Files.delete(project().resolve("many/007"));
            Files.delete(project().resolve("many/100"));
            file("many/101", BLOCK - 1);
            file("many/150", 10);
            single.write(plan, FakeFormat.plain(), SMALL);
            for (EngineRun grouped : List.of(
                    first.write(ofFirst, FakeFormat.withGroups(), SMALL),
                    second.write(ofSecond, FakeFormat.withGroups(), EngineSettings.of(4, 64 << 20)))) {
                assertThat(Arrays.equals(grouped.bytes(), single.bytes())).isTrue();
                assertThat(grouped.sums()).isEqualTo(single.sums());
                assertThat(grouped.started()).isEqualTo(single.started());
                assertThat(grouped.wrote()).isEqualTo(single.wrote());
                assertThat(grouped.ledger().total()).isEqualTo(single.ledger().total());
                assertThat(grouped.ledger().findings())
                        .isEqualTo(single.ledger().findings());
                assertThat(grouped.ledger().vanished()).hasSize(2);
            }
        }
    }

    private EngineRun run(EngineSettings settings) throws IOException {
        try (EngineRun run = new EngineRun(temp, project())) {
            return run.write(run.plan(), FakeFormat.plain(), settings);
        }
    }

    private static List<EngineSettings> settings() {
        return List.of(
                new EngineSettings(BLOCK, 4, 0, 1),
                new EngineSettings(BLOCK, 4, 2 * BLOCK, 4),
                new EngineSettings(BLOCK, 5, 2 * BLOCK + BLOCK / 2, 2),
                new EngineSettings(3 * BLOCK, 7, BLOCK, 3),
                new EngineSettings(1 << 20, 4, 2 << 20, 2),
                EngineSettings.of(4, 64 << 20));
    }
}
