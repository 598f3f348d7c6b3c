package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ImportRequest;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RunSettings;

/** Threads that are interrupted, and futures that are cancelled, at many moments of an operation. */
class InterruptTest {
    private static final int MOMENTS = 24;
    private static final ProjectExporter EXPORTER = ProjectExporter.create();

    @TempDir
    Path temp;

    private Path project;
    private Path out;
    private Path reference;

    private interface Operation {
        void run() throws IOException;
    }

    /** How an operation has ended, and whether its thread was left interrupted. */
    private record End(@Nullable Throwable thrown, boolean interrupted) {
        private boolean cancelled() {
            assertThat(interrupted).as("the interrupt status is kept").isTrue();
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(ExportCancelledException.class);
            }
            return thrown != null;
        }
    }

    @BeforeEach
    void exportOnce() throws IOException {
        project = CrashProject.make(temp.resolve("film"), 3_000_000);
        out = Files.createDirectories(temp.resolve("out"));
        reference = out.resolve("reference.tar.gz");
        EXPORTER.export(request(reference), ProgressListener.NONE);
    }

    /** A file that an interrupt made unreadable would be left out silently. */
    private ExportRequest request(Path target) {
        return ExportRequest.builder(project, target)
                .options(ExportOptions.builder().onUnreadable(OnUnreadable.SKIP).build())
                .exportedAt(Instant.parse("2026-01-02T03:04:05Z"))
                .build();
    }

    private static End interruptedAfter(long nanos, Operation operation) throws InterruptedException {
        End[] end = new End[1];
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            Throwable thrown = null;
            begun.countDown();
            try {
                operation.run();
                TimeUnit.DAYS.sleep(1); // the interrupt may come later
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                thrown = e;
            }
            end[0] = new End(thrown, Thread.currentThread().isInterrupted());
        });
        thread.start();
        begun.await();
        TimeUnit.NANOSECONDS.sleep(nanos);
        thread.interrupt();
        thread.join(60_000);
        assertThat(end[0]).as("it has ended").isNotNull();
        return end[0];
    }

    private long nanosOf(Operation operation) throws IOException {
        operation.run(); // loads classes
        long start = System.nanoTime();
        operation.run();
        return System.nanoTime() - start;
    }

    private void requireSame(Path target) throws IOException {
        try {
            EXPORTER.resume(target);
        } catch (ExportException e) {
            if (e.reason() != Reason.NOTHING_TO_RESUME) {
                throw e;
            }
            EXPORTER.export(request(target), ProgressListener.NONE);
        }
        assertThat(Files.mismatch(target, reference)).isEqualTo(-1);
    }

    @Test
    void anExport_isCancelled_andResumesWithTheSameBytes() throws Exception {
        long whole = nanosOf(() -> {
            EXPORTER.export(request(out.resolve("timed.tar.gz")), ProgressListener.NONE);
            Files.delete(out.resolve("timed.tar.gz"));
            Files.delete(out.resolve("timed.tar.gz.sha256"));
            Files.delete(out.resolve("timed.tar.gz.manifest.json"));
        });
        int cancelled = 0;
        for (int i = 0; i < MOMENTS; i++) {
            Path target = out.resolve(i + ".tar.gz");
            End end = interruptedAfter(
                    whole * i / MOMENTS, () -> EXPORTER.export(request(target), ProgressListener.NONE));
            cancelled += end.cancelled() ? 1 : 0;
            requireSame(target);
        }
        assertThat(cancelled).isPositive();
    }

    @Test
    void aThreadThatIsInterruptedAlready_beginsNothingThatRemains() throws Exception {
        Path target = out.resolve("film.tar.gz");
        Path alone = Files.copy(reference, out.resolve("without its manifest.tar.gz"));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> EXPORTER.export(request(target), ProgressListener.NONE))
                    .isInstanceOf(ExportCancelledException.class);
            assertThatThrownBy(() -> EXPORTER.inspect(alone)).isInstanceOf(ExportCancelledException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        requireSame(target);
    }

    @Test
    void aVerification_isCancelled() throws Exception {
        long whole = nanosOf(() -> EXPORTER.verify(reference));
        int cancelled = 0;
        for (int i = 0; i < MOMENTS; i++) {
            End end = interruptedAfter(
                    whole * i / MOMENTS,
                    () -> assertThat(EXPORTER.verify(reference).ok()).isTrue());
            cancelled += end.cancelled() ? 1 : 0;
        }
        assertThat(cancelled).isPositive();
    }

    @Test
    void anImport_isCancelled_andLeavesNothing() throws Exception {
        int cancelled = 0;
        for (int i = 0; i < MOMENTS; i++) {
            Path parent = Files.createDirectories(temp.resolve("imported" + i));
            ImportRequest request =
                    ImportRequest.builder(reference, parent.resolve("film")).build();
            End end = interruptedAfter(
                    i * 5_000_000L, () -> ProjectImporter.create().importProject(request, ProgressListener.NONE));
            if (end.cancelled()) {
                cancelled++;
                assertThat(parent).isEmptyDirectory();
            } else {
                assertThat(parent.resolve("film/" + CrashProject.TEXT)).exists();
            }
        }
        assertThat(cancelled).isPositive();
    }

    /** Holds an export where its first bytes have been written. */
    private static final class HoldingListener implements ProgressListener {
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void onProgress(ProgressEvent event) {
            if (event.bytesDone() > 0) {
                writing.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void awaitStopped(Path target) throws Exception {
        for (int i = 0; i < 1000; i++) {
            try {
                requireSame(target);
                return;
            } catch (ExportException e) {
                assertThat(e.reason()).isEqualTo(Reason.TARGET_BUSY);
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new AssertionError("the export has not stopped");
    }

    @Test
    void aFuture_bearsTheResult_orWhatWasThrown() throws Exception {
        Path target = out.resolve("film.tar.gz");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            ExportResult result = EXPORTER.exportAsync(request(target), RunSettings.defaults(), threads)
                    .get();
            assertThat(result.format()).isEqualTo("tar.gz");
            assertThat(EXPORTER.verifyAsync(target, RunSettings.defaults(), threads)
                            .get()
                            .ok())
                    .isTrue();
            assertThat(EXPORTER.resumeAsync(target, RunSettings.defaults(), threads)
                            .get()
                            .finishedBefore())
                    .isTrue();
            ImportRequest request =
                    ImportRequest.builder(target, temp.resolve("again")).build();
            assertThat(ProjectImporter.create()
                            .importProjectAsync(request, RunSettings.defaults(), threads)
                            .get()
                            .folder())
                    .isEqualTo(temp.resolve("again"));
            assertThatThrownBy(() -> EXPORTER.exportAsync(request(target), RunSettings.defaults(), threads)
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_EXISTS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFutureThatIsCancelled_orTimesOut_orLosesItsThread_cancelsTheExport() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int way = 0; way < 3; way++) {
            Path target = out.resolve("way" + way + ".tar.gz");
            HoldingListener listener = new HoldingListener();
            CompletableFuture<ExportResult> future =
                    EXPORTER.exportAsync(request(target), RunSettings.listening(listener), threads);
            listener.writing.await();
            if (way == 0) {
                assertThat(future.cancel(false)).isTrue();
                assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
            } else if (way == 1) {
                assertThatThrownBy(
                                () -> future.orTimeout(1, TimeUnit.MILLISECONDS).get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TimeoutException.class);
            } else {
                threads.shutdownNow();
            }
            listener.released.countDown();
            if (way == 2) {
                assertThatThrownBy(future::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(ExportCancelledException.class);
            }
            awaitStopped(target);
        }
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left.filter(path -> path.toString().endsWith(".export"))).isEmpty();
        }
    }
}
