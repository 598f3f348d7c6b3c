package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

class QuotaTest {
    @TempDir
    Path temp;

    private Studio studio;

    @BeforeEach
    void openStudio() throws IOException {
        studio = new Studio(temp);
        studio.project("film"); // an archive of some 210 kB, since Git has its media too
    }

    @AfterEach
    void closeStudio() throws IOException {
        studio.close();
    }

    @Test
    void eachThing_countsWithItsFilesOrWhatWasReservedForIt() throws Exception {
        Path exports = Files.createDirectories(temp.resolve("exports"));
        Path uploads = Files.createDirectories(temp.resolve("uploads"));
        Quota quota = new Quota(List.of(exports, uploads, temp.resolve("none")), 1000);
        Files.createDirectories(exports.resolve("a/archive"));
        Files.write(exports.resolve("a/archive/film.zip"), new byte[300]);
        Files.write(uploads.resolve("b"), new byte[100]);
        assertThat(quota.used()).isEqualTo(400);

        quota.reserve(uploads.resolve("b"), 500);
        assertThat(quota.used()).isEqualTo(800);
        quota.reserve(exports.resolve("a"), 500);
        assertThat(quota.used()).isEqualTo(1000);
        assertThatThrownBy(() -> quota.reserve(uploads.resolve("c"), 1)).isInstanceOf(JobException.class);
        assertThatThrownBy(quota::requireSome).isInstanceOf(JobException.class);
        assertThat(quota.used()).isEqualTo(1000);

        quota.release(uploads.resolve("b"));
        assertThat(quota.used()).isEqualTo(600);
        quota.requireSome();
        quota.reserve(uploads.resolve("c"), 400);
    }

    /** An import names its upload by a link, or, on a file system without links, copies it. */
    @Test
    void fileWithTwoNames_countsOnce_andACopyCounts() throws Exception {
        Path uploads = Files.createDirectories(temp.resolve("uploads"));
        Path imports = Files.createDirectories(temp.resolve("imports/a/archive"));
        Quota quota = new Quota(List.of(uploads, temp.resolve("imports")), 1000);
        Path data = Files.write(uploads.resolve("b"), new byte[300]);

        Files.createLink(imports.resolve("film.zip"), data);
        assertThat(quota.used()).isEqualTo(300);
        quota.reserve(uploads.resolve("b"), 1000);
        quota.reserve(uploads.resolve("b"), 300);

        Files.write(imports.resolve("film.zip.002"), new byte[100]);
        assertThat(quota.used()).isEqualTo(400);
    }

    @Test
    void start_whenNothingIsLeft_isRefused() throws Exception {
        studio.options(studio.options()
                        .storage(StorageLimits.builder().quotaBytes(100_000).build()))
                .open();
        Files.write(studio.data.resolve("uploads").resolve("film.zip"), new byte[100_000]);

        assertThatThrownBy(() -> studio.start("film"))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.reason()).isEqualTo(Reason.QUOTA));
    }

    @Test
    void export_thatWouldPassIt_failsBeforeItWrites_andCanBeResumedWhenThereIsRoom() throws Exception {
        studio.options(studio.options()
                        .storage(StorageLimits.builder().quotaBytes(500_000).build()))
                .open();
        JobView first = studio.finished("film");
        Path upload = Files.write(studio.data.resolve("uploads").resolve("film.zip"), new byte[100_000]);

        String id = studio.start("film").id();
        JobView.Failure failure = studio.awaitFinal(id).failure().orElseThrow();
        assertThat(failure.code()).isEqualTo("quota_exceeded");
        assertThat(failure.resumable()).isTrue();
        assertThat(failure.message()).contains("500000");
        assertThat(first.result()).isPresent();

        Files.delete(upload);
        studio.jobs().resume(id);
        JobView done = studio.await(id, JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
        assertThat(studio.jobs().quota().used()).isBetween(400_000L, 500_000L);
    }
}
