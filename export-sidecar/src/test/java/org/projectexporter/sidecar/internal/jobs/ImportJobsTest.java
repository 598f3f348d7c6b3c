package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ProjectImporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/** What of imports survives a process, and what ends them. */
class ImportJobsTest extends StudioTest {
    private static final UploadOwner OWNER = new UploadOwner("server", false);

    private ImportJobs open() throws IOException {
        ExportJobs exports = studio.open();
        SidecarOptions options = studio.options().build();
        return ImportJobs.open(options, exports, Workspace.of(options), ProjectImporter.create());
    }

    private static ImportOrder order(ImportSource source, String name) {
        return new ImportOrder(source, name, OnConflict.FAIL, false, false);
    }

    private static ImportView await(ImportJobs imports, String id, Predicate<ImportView> wanted)
            throws InterruptedException {
        for (int i = 0; i < 3000; i++) {
            ImportView view = imports.find(id).orElseThrow();
            if (wanted.test(view)) {
                return view;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("it is " + imports.find(id));
    }

    private static ImportView awaitFinal(ImportJobs imports, String id) throws InterruptedException {
        return await(imports, id, view -> view.state().isFinal());
    }

    /** The archive of a project, as an upload that is complete. */
    private String uploaded(ImportJobs imports) throws Exception {
        byte[] archive = Studio.archive(studio.finished("film"));
        String id = imports.uploads().create(OWNER, archive.length, "").id();
        imports.uploads().append(id, 0, UploadData.of(new ByteArrayInputStream(archive)), () -> {});
        return id;
    }

    @Test
    void importThatWasNotDone_startsOverInTheNextProcess() throws Exception {
        studio.project("film");
        String upload;
        try (ImportJobs imports = open()) {
            upload = uploaded(imports);
        }
        studio.jobs().close();
        String id = UUID.randomUUID().toString();
        ImportView running = new ImportViewBuilder(
                        id, order(ImportSource.ofUploads(List.of(upload), ""), "again"), Instant.now())
                .state(ImportState.RUNNING)
                .build();
        ImportStore store = new ImportStore(studio.data.resolve("imports"));
        store.create(new ImportRecord(running, Optional.empty(), 5, Optional.of("again")));

        try (ImportJobs imports = open()) {
            ImportView done = awaitFinal(imports, id);

            assertThat(done.state()).as("%s", done.error()).isEqualTo(ImportState.COMPLETED);
            assertThat(studio.workspace.resolve("again/story.md"))
                    .hasSameBinaryContentAs(studio.workspace.resolve("film/story.md"));
            assertThat(studio.workspace).isDirectoryNotContaining("glob:**.import");
            assertThat(studio.data.resolve("uploads")).isEmptyDirectory();
            assertThat(imports.events(id).orElseThrow().lastNumber()).isGreaterThan(1L << 32);
        }
    }

    @Test
    void importThatDiedRightAfterItsProjectHadItsName_isCompleted_notAConflict() throws Exception {
        studio.project("film");
        String upload;
        try (ImportJobs imports = open()) {
            upload = uploaded(imports);
        }
        studio.jobs().close();
        Files.createDirectories(studio.workspace.resolve("again"));
        Files.createDirectories(studio.workspace.resolve("again.import"));
        String id = UUID.randomUUID().toString();
        ImportView running = new ImportViewBuilder(
                        id, order(ImportSource.ofUploads(List.of(upload), ""), "again"), Instant.now())
                .state(ImportState.RUNNING)
                .build();
        new ImportStore(studio.data.resolve("imports"))
                .create(new ImportRecord(running, Optional.empty(), 5, Optional.of("again")));

        try (ImportJobs imports = open()) {
            ImportView done = awaitFinal(imports, id);

            assertThat(done.state()).as("%s", done.error()).isEqualTo(ImportState.COMPLETED);
            assertThat(done.projectId()).contains("again");
            assertThat(done.result().orElseThrow().files()).isGreaterThan(1);
            assertThat(studio.workspace).isDirectoryNotContaining("glob:**.import");
        }
    }

    @Test
    void archiveThatDidNotArriveCompletely_isReportedAsInterrupted_andLeavesNothing() throws Exception {
        studio.open().close();
        String upload = UUID.randomUUID().toString();
        UploadFile state = new UploadFile(upload, "shop", 100, 10, "", Instant.now(), Instant.now());
        Upload.create(studio.data.resolve("uploads").resolve(upload), state, Duration.ofHours(1), Clock.systemUTC());
        String id = UUID.randomUUID().toString();
        ImportView receiving = new ImportViewBuilder(id, order(ImportSource.ofBody(upload, ""), "film"), Instant.now())
                .state(ImportState.RECEIVING)
                .build();
        new ImportStore(studio.data.resolve("imports"))
                .create(new ImportRecord(receiving, Optional.empty(), 1, Optional.empty()));

        try (ImportJobs imports = open()) {
            ImportView view = imports.find(id).orElseThrow();
            assertThat(view.state()).isEqualTo(ImportState.FAILED);
            assertThat(view.error().orElseThrow().code()).isEqualTo("interrupted");
            assertThat(view.error().orElseThrow().message()).contains("send it again");
        }
        assertThat(studio.data.resolve("uploads")).isEmptyDirectory();
        assertThat(studio.workspace).isEmptyDirectory();
    }

    @Test
    void finishedImports_areRemembered() throws Exception {
        studio.project("film");
        String id;
        try (ImportJobs imports = open()) {
            id = imports.start(order(ImportSource.ofUploads(List.of(uploaded(imports)), ""), "again"), Optional.empty())
                    .id();
            awaitFinal(imports, id);
        }
        studio.jobs().close();

        try (ImportJobs imports = open()) {
            ImportView kept = imports.find(id).orElseThrow();
            assertThat(kept.state()).isEqualTo(ImportState.COMPLETED);
            assertThat(kept.projectId()).contains("again");
            assertThat(kept.progress().fraction()).isEqualTo(1);
            imports.delete(id);
            assertThat(imports.find(id)).isEmpty();
            assertThat(studio.workspace.resolve("again")).isDirectory();
            assertThat(studio.data.resolve("imports")).isEmptyDirectory();
        }
    }

    @Test
    void filesWithoutARecord_doNotKeepTheSidecarFromStarting() throws IOException {
        studio.open().close();
        Files.createDirectories(studio.data.resolve("uploads/x"));
        Files.createDirectories(studio.data.resolve("imports/y"));
        Path damaged = Files.createDirectories(studio.data.resolve("imports/z"));
        Files.writeString(damaged.resolve("import.json"), "{}");

        try (ImportJobs imports = open()) {
            assertThat(imports.all()).isEmpty();
        }
        assertThat(damaged).exists();
    }

    @Test
    void uploadOfUnknownLength_endsAtTheQuota_andLeavesNothing() throws IOException {
        studio.options(studio.options()
                .storage(StorageLimits.builder().quotaBytes(100L << 20).build()));
        try (ImportJobs imports = open()) {
            Endless body = new Endless();

            assertThatThrownBy(() -> imports.receive(
                            new ArrivingArchive(OWNER, body, -1),
                            order(ImportSource.ofBody(""), "film"),
                            Optional.empty()))
                    .isInstanceOfSatisfying(JobException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.QUOTA));

            assertThat(body.read).isLessThanOrEqualTo(100L << 20);
            assertThat(studio.data.resolve("uploads")).isEmptyDirectory();
            assertThat(imports.all()).extracting(ImportView::state).containsExactly(ImportState.FAILED);
            assertThat(studio.jobs().quota().used())
                    .as("the record of the import")
                    .isLessThan(10_000);
        }
    }

    /** Without a work folder, they are other projects. */
    @Test
    void foldersNextToTheNameOfAKilledImport_areRemovedOnlyIfItHadBegun() throws Exception {
        try (ImportJobs imports = open()) {
            SidecarOptions options = studio.options().build();
            ImportSources sources =
                    new ImportSources(studio.jobs(), imports.uploads(), HandOver.of(options, studio.jobs()));
            ImportWork work = new ImportWork(
                    Workspace.of(options),
                    ProjectImporter.create(),
                    new ImportStore(studio.data.resolve("imports")),
                    sources,
                    PrivatePaths.of(options),
                    imports.uploads());
            Path other = Files.createDirectories(studio.workspace.resolve("film.dependencies"));

            work.removeUnfinished("film");
            assertThat(other).isDirectory();

            Files.createDirectories(studio.workspace.resolve(".film.import"));
            work.removeUnfinished("film");
            assertThat(studio.workspace).isEmptyDirectory();
        }
    }

    /** An archive that never ends. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 0;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            read += length;
            return length;
        }
    }
}
