package org.projectexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.TestFiles;

/** What a program can decide by, without reading a message. */
class ReasonTest {
    private static final ExportOptions FAKE =
            ExportOptions.builder().format("fake").build();

    @TempDir
    Path temp;

    private Path project;
    private Path target;

    @BeforeEach
    void makeProject() throws IOException {
        project = temp.resolve("film");
        target = temp.resolve("film.fake");
        TestFiles.write(project.resolve("a/small"), 10, 1);
    }

    private ExportRequest.Builder request() {
        return ExportRequest.builder(project, target).options(FAKE);
    }

    private static ProjectExporter exporter(FakeFormat format) {
        return ProjectExporter.builder().format(format).build();
    }

    private ExportException export(ExportRequest.Builder request) {
        return failure(() -> exporter(FakeFormat.plain()).export(request.build(), ProgressListener.NONE));
    }

    private static ExportException failure(ThrowingCallable call) {
        return catchThrowableOfType(ExportException.class, call);
    }

    private ExportException stoppedBy(IOException cause) {
        FakeFormat failing = FakeFormat.with(new FakeFormat.Script() {
            @Override
            public void finish() throws IOException {
                throw cause;
            }
        });
        return failure(() -> exporter(failing).export(request().build(), ProgressListener.NONE));
    }

    @Test
    void targetThatExists_isNamed() throws IOException {
        Files.writeString(target, "mine");

        ExportException failure = export(request());
        assertThat(failure.reason()).isEqualTo(Reason.TARGET_EXISTS);
        assertThat(failure.path().orElseThrow()).isEqualTo(target);
        assertThat(failure).hasMessageContaining("replaceTarget");
        assertThat(failure.getMessage()).doesNotContain("--");
    }

    @Test
    void fullDisk_canBeResumed_andIsDistinguishedFromOtherFailures() {
        ExportException full = stoppedBy(new FileSystemException("a", null, "No space left on device"));
        assertThat(full).isInstanceOf(ExportStoppedException.class);
        assertThat(full.reason()).isEqualTo(Reason.OUT_OF_SPACE);

        ExportException before = export(request());
        assertThat(before.reason()).isEqualTo(Reason.INTERRUPTED_BEFORE);
        assertThat(before.path()).contains(target.toAbsolutePath());

        assertThat(export(request().replaceTarget(true))).isNull();
    }

    @Test
    void otherFailures_ofTheSystem_canBeResumedToo() {
        ExportException stopped = stoppedBy(new IOException("Stale file handle"));
        assertThat(stopped).isInstanceOf(ExportStoppedException.class).hasMessageContaining("network folder");
        assertThat(stopped.reason()).isEqualTo(Reason.IO_FAILURE);
    }

    @Test
    void nothingToResume_isNoOtherProblemOfTheTarget() {
        ExportException failure = failure(() -> exporter(FakeFormat.plain()).resume(target, RunSettings.defaults()));
        assertThat(failure.reason()).isEqualTo(Reason.NOTHING_TO_RESUME);
    }

    @Test
    void badRequests_areDistinguished() throws IOException {
        ExportRequest.Builder nowhere = ExportRequest.builder(project, temp.resolve("none/film.fake"));
        assertThat(export(nowhere.options(FAKE)).reason()).isEqualTo(Reason.TARGET_UNUSABLE);
        ExportOptions rar = ExportOptions.builder().format("rar").build();
        assertThat(export(request().options(rar)).reason()).isEqualTo(Reason.UNKNOWN_PLUGIN);
        assertThat(export(request().name("SHA256SUMS")).reason()).isEqualTo(Reason.PROJECT_NAME_UNUSABLE);
        ExportRequest.Builder noProject = ExportRequest.builder(temp.resolve("none"), target);
        assertThat(export(noProject.options(FAKE)).reason()).isEqualTo(Reason.SOURCE_UNUSABLE);
        CancellationToken cancelled = new CancellationToken();
        cancelled.cancel();
        RunSettings settings = RunSettings.builder().cancellation(cancelled).build();
        assertThat(failure(() -> exporter(FakeFormat.plain()).export(request().build(), settings))
                        .reason())
                .isEqualTo(Reason.CANCELLED);
    }

    @Test
    void archives_thatCannotBeRead_areDistinguished() throws IOException {
        ProjectExporter exporter = exporter(FakeFormat.plain());
        assertThat(failure(() -> exporter.inspect(target)).reason()).isEqualTo(Reason.ARCHIVE_MISSING);
        Path odd = Files.writeString(temp.resolve("film.odd"), "x");
        assertThat(failure(() -> exporter.inspect(odd)).reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
        Files.writeString(temp.resolve("film.fake.002"), "x");
        assertThat(failure(() -> exporter.inspect(target)).reason()).isEqualTo(Reason.VOLUME_MISSING);
    }
}
