package org.projectexporter.internal.exporting.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.projectexporter.ExportException;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.wire.OlderFileException;

/** A work folder of the build before there was a header for all files; its bytes were made by that build. */
class OlderWorkFolderTest {
    private static final String REQUEST =
            "UEVYUFJFUQJhbiBleHBvcnQncyBpZC4uAAAACy9tZWRpYS9maWxtAAAABGZpbG0AAADleyJmb3JtYXQiOiJ6aXAiLCJpbmNsdWRl"
                    + "X2hpc3RvcnkiOnRydWUsImluY2x1ZGVfY2FjaGUiOmZhbHNlLCJpbmNsdWRlX2RlcGVuZGVuY2llcyI6ZmFsc2UsImNvbXByZXNz"
                    + "X21lZGlhIjpmYWxzZSwic3BsaXRfc2l6ZV9tYiI6bnVsbCwiY29tcHJlc3Npb25fbGV2ZWwiOjYsIm1pc3NpbmdfbGZzIjoid2Fy"
                    + "biIsImluY2x1ZGVfc2VjcmV0cyI6ZmFsc2UsImV4Y2x1ZGUiOltdLCJ2ZXJpZnkiOmZhbHNlfQAAAAAAAAAAAAAAAAAAawAaIAAA"
                    + "CURJUkVDVE9SWQAAAAAAABAAAAAAAGsADBAAAAAAAABB7QAAAAAAAAABAAAAAAAAAAIAAAACABAwMTIzNDU2Nzg5YWJjZGVm14Sv"
                    + "TA==";
    private static final String JOURNAL =
            "UEVYUEpSTgJhbiBleHBvcnQncyBpZC4uVAs5AwAAAC0AAAAAAAAAABcIekkBAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAA2Bk"
                    + "o3oAAAAAAAABeImnA7c=";

    @TempDir
    Path temp;

    @Test
    void resume_ofAnExportOfTheVersionBefore_isRefusedWithWhatToDo_andChangesNothing() throws IOException {
        Path archive = temp.toRealPath().resolve("film.zip");
        Path work = Files.createDirectory(archive.resolveSibling(".film.zip.export"));
        Files.writeString(work.resolve("lock"), "");
        Files.write(work.resolve("request"), Base64.getDecoder().decode(REQUEST));
        Files.write(work.resolve("journal"), Base64.getDecoder().decode(JOURNAL));

        assertThatThrownBy(() -> ProjectExporter.create().resume(archive, RunSettings.defaults()))
                .isInstanceOf(OlderFileException.class)
                .hasFieldOrPropertyWithValue("reason", ExportException.Reason.OTHER_VERSION)
                .hasMessage("the request of the interrupted export " + work.resolve("request") + " was written by an"
                        + " older version of this program (its layout is 2, this version reads 6); resume the export"
                        + " with that version, or discard it and start over");

        assertThat(work.resolve("request")).hasBinaryContent(Base64.getDecoder().decode(REQUEST));
        assertThat(work.resolve("journal")).hasBinaryContent(Base64.getDecoder().decode(JOURNAL));
        assertThat(ProjectExporter.create().discard(archive)).isTrue();
        assertThat(TestFiles.names(temp)).isEmpty();
    }
}
