package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ProjectImporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/** What becomes of archives that come in when the process ends, or has no place for them. */
@Tag("import")
class ImportJobsTest extends StudioTest {
    private ImportJobs open() throws IOException {
        ExportJobs exports = studio.open();
        SidecarOptions options = studio.options().build();
        return ImportJobs.open(options, exports, Workspace.of(options), ProjectImporter.create());
    }

    /** What a process leaves that dies while an archive comes in and another is unpacked. */
    private Path leftBehind(String id, String name) throws IOException {
        Path upload = Files.createDirectories(studio.data.resolve("uploads").resolve(id));
        Files.writeString(upload.resolve("name"), name);
        Files.writeString(upload.resolve("archive"), "half of it");
        return upload;
    }

    @Test
    void importThatACrashHasInterrupted_isReportedAsFailed_andLeavesNothing() throws IOException {
        String id = UUID.randomUUID().toString();
        Path upload = leftBehind(id, "film");
        Path unpacked = Files.createDirectories(studio.workspace.resolve(".film.import/project"));
        Files.writeString(unpacked.resolve("take.mov"), "half of it");

        try (ImportJobs imports = open()) {
            ImportView view = imports.find(id).orElseThrow();
            assertThat(view.state()).isEqualTo("failed");
            assertThat(view.error().orElseThrow().message()).contains("send the archive again");
        }
        assertThat(upload).doesNotExist();
        assertThat(studio.workspace).isEmptyDirectory();
    }

    @Test
    void crashBeforeTheNameWasKept_doesNotKeepTheSidecarFromStarting() throws IOException {
        Path empty = leftBehind(UUID.randomUUID().toString(), "");
        Path elsewhere = leftBehind(UUID.randomUUID().toString(), "../film");
        Path nameless = Files.createDirectories(studio.data.resolve("uploads/x"));

        open().close();

        assertThat(empty).doesNotExist();
        assertThat(elsewhere).doesNotExist();
        assertThat(nameless).doesNotExist();
    }

    @Test
    void uploadOfUnknownLength_endsAtTheQuota_andLeavesNothing() throws IOException {
        studio.options(studio.options().quotaBytes(100L << 20));
        try (ImportJobs imports = open()) {
            Endless body = new Endless();

            assertThatThrownBy(() -> imports.importUpload(body, -1, "", "film", OnConflict.FAIL))
                    .isInstanceOfSatisfying(JobException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.QUOTA));

            assertThat(body.read).isLessThanOrEqualTo(100L << 20);
            assertThat(studio.data.resolve("uploads")).isEmptyDirectory();
            assertThat(studio.jobs().quota().used()).isZero();
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
