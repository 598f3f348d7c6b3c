package org.projectexporter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.fakes.ExportThreads;
import org.projectexporter.fakes.FakeArchive;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.ArchiveEntry;

@Timeout(60)
class ProjectExporterTest {
    private static final Instant NOW = Instant.parse("2025-01-15T10:00:00.5Z");
    private static final ExportOptions FAKE =
            ExportOptions.builder().format("fake").build();

    @TempDir
    Path temp;

    private Path project;
    private Path out;
    private final List<ProgressEvent> events = new ArrayList<>();

    @BeforeEach
    void makeProject() throws IOException {
        project = temp.resolve("film");
        out = Files.createDirectory(temp.resolve("out"));
        TestFiles.write(project.resolve("a/small"), 10, 1);
        TestFiles.write(project.resolve("large"), 20 << 20, 2);
        TestFiles.write(project.resolve("left.tmp"), 10, 3);
        Files.createSymbolicLink(project.resolve("link"), Path.of("large"));
        Files.createLink(project.resolve("other-name"), project.resolve("a/small"));
    }

    @AfterEach
    void noThreadIsLeft() {
        ExportThreads.requireNone();
    }

    private static ProjectExporter exporter(FakeFormat format) {
        return ProjectExporter.builder()
                .format(format)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
    }

    private Path target() {
        return out.resolve("film.fake");
    }

    private ExportRequest.Builder request() {
        return ExportRequest.builder(project, target()).options(FAKE);
    }

    private ExportResult export(FakeFormat format) throws IOException {
        return exporter(format).export(request().build(), events::add);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(bytes));
    }

    @Test
    void export_makesAnArchiveWithItsManifestAndChecksums() throws IOException {
        ExportResult result = export(FakeFormat.plain());

        assertThat(TestFiles.names(out)).containsExactly("film.fake", "film.fake.manifest.json", "film.fake.sha256");
        FakeArchive archive = FakeArchive.of(Files.readAllBytes(target()));
        assertThat(archive.paths())
                .containsExactly(
                        "film",
                        "film/a",
                        "film/a/small",
                        "film/large",
                        "film/link",
                        "film/other-name",
                        "export-manifest.json",
                        "SHA256SUMS");
        assertThat(archive.content("film/large")).isEqualTo(Files.readAllBytes(project.resolve("large")));
        assertThat(archive.content("export-manifest.json")).isEqualTo(Files.readAllBytes(result.manifest()));
        assertThat(result.archiveBytes()).isEqualTo(Files.size(target()));
        assertThat(result.files()).isEqualTo(3);
        assertThat(result.bytes()).isEqualTo((20 << 20) + 20);
        assertThat(result.leftOutFiles()).isEqualTo(1);
        assertThat(result.incomplete()).isFalse();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void export_writesChecksumsOfAllFiles() throws IOException {
        export(FakeFormat.plain());

        FakeArchive archive = FakeArchive.of(Files.readAllBytes(target()));
        StringBuilder sums = new StringBuilder();
        for (String path : List.of("film/a/small", "film/large", "film/other-name", "export-manifest.json")) {
            byte[] content = archive.content(path.equals("film/other-name") ? "film/a/small" : path);
            sums.append(sha256(content)).append("  ").append(path).append('\n');
        }
        assertThat(new String(archive.content("SHA256SUMS"), ISO_8859_1)).isEqualTo(sums.toString());
        assertThat(out.resolve("film.fake.sha256"))
                .hasContent(sha256(Files.readAllBytes(target())) + "  film.fake\n"
                        + sha256(archive.content("export-manifest.json")) + "  film.fake.manifest.json\n");
    }

    @Test
    void export_writesTheDocumentedManifest() throws IOException {
        ExportResult result = export(FakeFormat.plain());

        JsonNode manifest = new ObjectMapper().readTree(Files.readAllBytes(result.manifest()));
        assertThat(manifest.path("export_version").textValue()).isEqualTo("1.0");
        assertThat(manifest.path("exported_at").textValue()).isEqualTo("2025-01-15T10:00:00Z");
        assertThat(manifest.path("export_options").toString()).isEqualTo(FAKE.toJson());
        assertThat(manifest.path("statistics").path("total_files").longValue()).isEqualTo(3);
        assertThat(manifest.path("statistics").path("total_size_bytes").longValue())
                .isEqualTo((20 << 20) + 20);
        assertThat(manifest.path("statistics").path("git_commits").longValue()).isZero();
        assertThat(manifest.path("left_out").path(0).path("pattern").textValue())
                .isEqualTo("*.tmp");
        assertThat(manifest.path("hard_links").path(0).path("path").textValue()).isEqualTo("film/other-name");
        assertThat(Files.readString(result.manifest())).doesNotContain(temp.toString());
    }

    @Test
    void export_twice_givesTheSameBytesWhateverTheThreadsAndTheTarget() throws IOException {
        export(FakeFormat.plain());
        byte[] first = Files.readAllBytes(target());
        Path inside = project.resolve("film.fake");
        FileTime time = Files.getLastModifiedTime(project);

        exporter(FakeFormat.plain())
                .export(
                        ExportRequest.builder(project, inside).options(FAKE).build(),
                        RunSettings.builder().threads(4).build());

        assertThat(Files.readAllBytes(inside)).isEqualTo(first);
        assertThat(FakeArchive.of(first).entry("film").mtime()).isEqualTo(time.toInstant());
    }

    @Test
    void export_notifiesItsListenerFromTheFirstEventToTheLast() throws IOException {
        export(FakeFormat.plain());

        assertThat(events.get(0).phase()).isEqualTo(ProgressEvent.Phase.PLANNING);
        assertThat(events).extracting(ProgressEvent::progress).isSorted();
        assertThat(events)
                .filteredOn(event -> event.type() != ProgressEvent.Type.EXPORT_PROGRESS)
                .singleElement()
                .isEqualTo(events.get(events.size() - 1))
                .extracting(ProgressEvent::progress)
                .isEqualTo(1.0);
    }

    @Test
    void export_withAListenerThatThrows_isDoneNevertheless() throws IOException {
        ExportResult result = exporter(FakeFormat.plain()).export(request().build(), event -> {
            throw new AssertionError("listener");
        });

        assertThat(result.archive()).exists();
    }

    @Test
    void export_cancelledFromAnotherThread_endsAndCanBeResumed() throws Exception {
        CancellationToken token = new CancellationToken();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Thread canceller = new Thread(() -> {
            await(writing);
            token.cancel();
            cancelled.countDown();
        });
        canceller.start();

        assertThatThrownBy(() -> exporter(FakeFormat.with(new FakeFormat.Script() {
                            @Override
                            public void write(ArchiveEntry entry, ByteBuffer data) {
                                writing.countDown();
                                await(cancelled);
                            }
                        }))
                        .export(
                                request().build(),
                                RunSettings.builder()
                                        .listener(events::add)
                                        .cancellation(token)
                                        .build()))
                .isInstanceOf(ExportCancelledException.class);
        canceller.join();
        requireItCanBeResumed();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That what is left lies in the work folder, and that an export which goes on from it makes the archive. */
    private void requireItCanBeResumed() throws IOException {
        assertThat(TestFiles.names(out)).containsExactly(".film.fake.export");
        assertThat(events.get(events.size() - 1).type()).isEqualTo(ProgressEvent.Type.EXPORT_ERROR);

        ProjectExporter again = exporter(FakeFormat.plain());
        byte[] resumed = Files.readAllBytes(
                again.resume(target(), RunSettings.defaults()).archive());
        assertThat(TestFiles.names(out)).containsExactly("film.fake", "film.fake.manifest.json", "film.fake.sha256");
        again.export(request().replaceTarget(true).build(), ProgressListener.NONE);
        assertThat(resumed).isEqualTo(Files.readAllBytes(target()));
        for (String name : TestFiles.names(out)) {
            Files.delete(out.resolve(name));
        }
    }

    @Test
    void export_cancelledAtAnyCallOfTheWriter_canBeResumed() throws IOException {
        for (int call = 1; call <= 4; call++) {
            CancellationToken token = new CancellationToken();
            int last = call;
            FakeFormat format = FakeFormat.with(new FakeFormat.Script() {
                private int calls;

                @Override
                public void put(ArchiveEntry entry) {
                    calls++;
                    if (calls == last) {
                        token.cancel();
                    }
                }
            });
            assertThatThrownBy(() -> exporter(format)
                            .export(
                                    request().build(),
                                    RunSettings.builder()
                                            .listener(events::add)
                                            .cancellation(token)
                                            .build()))
                    .as("call " + call)
                    .isInstanceOf(ExportCancelledException.class);
            requireItCanBeResumed();
        }
    }

    @Test
    void export_cancelledWhenAllButTheNamesIsDone_canBeResumed() throws IOException {
        CancellationToken token = new CancellationToken();
        FakeFormat format = FakeFormat.with(new FakeFormat.Script() {
            @Override
            public void finish() {
                token.cancel();
            }
        });

        assertThatThrownBy(() -> exporter(format)
                        .export(
                                request().build(),
                                RunSettings.builder()
                                        .listener(events::add)
                                        .cancellation(token)
                                        .build()))
                .isInstanceOf(ExportCancelledException.class);
        requireItCanBeResumed();
    }

    @Test
    void export_withoutSpace_saysSoAndCanBeResumed() throws IOException {
        assertThatThrownBy(() -> export(failing(new IOException("No space left on device"))))
                .isInstanceOf(ExportStoppedException.class)
                .hasMessageContaining("no space is left")
                .hasMessageContaining("film.fake");
        requireItCanBeResumed();
    }

    @Test
    void export_thatFailsInAnyWay_canBeResumed() throws IOException {
        List<Throwable> failures =
                List.of(new IOException("disk"), new IllegalStateException("bug"), new OutOfMemoryError("memory"));
        for (Throwable failure : failures) {
            assertThatThrownBy(() -> export(failing(failure))).satisfies(thrown -> assertThat(
                            List.of(thrown, thrown.getCause() == null ? thrown : thrown.getCause()))
                    .contains(failure));
            requireItCanBeResumed();
        }
    }

    private static FakeFormat failing(Throwable failure) {
        return FakeFormat.with(new FakeFormat.Script() {
            @Override
            public void finish() throws IOException {
                if (failure instanceof Error error) {
                    throw error;
                }
                if (failure instanceof RuntimeException exception) {
                    throw exception;
                }
                throw (IOException) failure;
            }
        });
    }

    @Test
    void export_whereAnArchiveHasAppearedMeanwhile_leavesItAlone() throws IOException {
        FakeFormat format = FakeFormat.with(new FakeFormat.Script() {
            @Override
            public void finish() throws IOException {
                Files.writeString(target(), "theirs");
            }
        });

        assertThatThrownBy(() -> export(format)).hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED);
        assertThat(TestFiles.names(out)).containsExactly(".film.fake.export", "film.fake");
        assertThat(target()).hasContent("theirs");
    }

    @Test
    void export_whileAnotherToTheSameTargetRuns_isRefusedAndTheFirstIsDone() throws IOException {
        List<Throwable> refusals = new ArrayList<>();
        ExportResult result = export(FakeFormat.with(new FakeFormat.Script() {
            @Override
            public void finish() {
                refusals.add(org.assertj.core.api.Assertions.catchThrowable(() -> export(FakeFormat.plain())));
            }
        }));

        assertThat(refusals).singleElement().hasFieldOrPropertyWithValue("reason", Reason.TARGET_BUSY);
        assertThat(result.archive()).exists();
    }

    @Test
    void export_ofAFileThatVanishes_isIncompleteAndSaysSo() throws IOException {
        for (int i = 0; i < 100; i++) { // the readers are not that far ahead
            TestFiles.write(project.resolve("m" + i), 10, i);
        }
        Path vanishing = TestFiles.write(project.resolve("z"), 10, 1);

        ExportResult result = export(FakeFormat.with(new FakeFormat.Script() {
            @Override
            public void put(ArchiveEntry entry) throws IOException {
                Files.deleteIfExists(vanishing);
            }
        }));

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings()).singleElement().asString().contains("film/z", "vanished");
        assertThat(Files.readString(result.manifest())).contains("film/z");
        assertThat(FakeArchive.of(Files.readAllBytes(target())).paths()).doesNotContain("film/z");
    }

    @ParameterizedTest
    @CsvSource({"true, zip, unknown format", "false, rar, unknown format"})
    void export_ofWhatIsNotThere_isRefusedBeforeAnythingIsMade(boolean verify, String format, String message)
            throws IOException {
        ExportOptions options =
                ExportOptions.builder().verify(verify).format(format).build();

        assertThatThrownBy(() -> exporter(FakeFormat.plain())
                        .export(request().options(options).build(), ProgressListener.NONE))
                .hasMessageContaining(message);
        assertThat(TestFiles.names(out)).isEmpty();
    }

    @Test
    void export_ofNoFolder_saysSo() throws IOException {
        for (Path bad : List.of(temp.resolve("missing"), project.resolve("large"))) {
            assertThatThrownBy(() -> exporter(FakeFormat.plain())
                            .export(
                                    ExportRequest.builder(bad, target())
                                            .options(FAKE)
                                            .build(),
                                    ProgressListener.NONE))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining(bad.toString());
        }
        assertThat(TestFiles.names(out)).isEmpty();
    }

    @Test
    void export_withoutAFormat_takesThatOfTheSuffix() throws IOException {
        ProjectExporter exporter = exporter(FakeFormat.plain());
        ExportRequest unset =
                ExportRequest.builder(project, out.resolve("a.FAKE")).build();
        ExportRequest unknown =
                ExportRequest.builder(project, out.resolve("a.odd")).build();
        ExportRequest set = unknown.toBuilder().options(FAKE).build();

        assertThat(exporter.export(unset, events::add).format()).isEqualTo("fake");
        assertThatThrownBy(() -> exporter.export(unknown, events::add))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("a.odd")
                .hasMessageContaining(".fake");
        assertThat(exporter.export(set, events::add).archive()).isEqualTo(out.resolve("a.odd"));
        assertThat(exporter.resume(out.resolve("a.FAKE")).finishedBefore()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "*.mov\\", "[[:nothing:]]"})
    void aPatternThatIsNotValid_isRefusedWhereItIsSet(String pattern) {
        assertThatThrownBy(() -> FAKE.toBuilder().exclude(List.of("*.ok", pattern)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(pattern)
                .hasFieldOrPropertyWithValue("option", "exclude");
        assertThatThrownBy(() -> ExportOptions.fromJson("{\"exclude\": [\"[\"]}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasFieldOrPropertyWithValue("option", "exclude");
    }

    @Test
    void inspect_readsTheManifestNextToOrElseInTheArchive() throws IOException {
        ExportResult result = export(FakeFormat.plain());
        ProjectExporter exporter = exporter(FakeFormat.plain());
        String manifest = Files.readString(result.manifest());
        assertThat(exporter.inspect(target())).isEqualTo(manifest);

        Files.writeString(result.manifest(), "{}");
        assertThat(exporter.inspect(target()))
                .as("with a forged copy next to it")
                .isEqualTo(manifest);

        Files.delete(result.manifest());
        assertThat(exporter.inspect(target())).isEqualTo(manifest);
    }

    @Test
    void inspect_ofWhatIsNoArchive_saysSo() throws IOException {
        Path other = Files.writeString(out.resolve("film.xyz"), "x");

        assertThatThrownBy(() -> exporter(FakeFormat.plain()).inspect(other))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(".fake");
        assertThatThrownBy(() -> exporter(FakeFormat.plain()).inspect(out.resolve("no.fake")))
                .hasMessageContaining("there is no archive");
    }
}
