package org.projectexporter.internal.exporting.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.NewerFileException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

class StoredRequestTest {
    @TempDir
    Path temp;

    private WorkFolder work;

    @BeforeEach
    void openAWorkFolder() throws IOException {
        work = WorkFolder.open(temp.resolve(".film.export"));
    }

    @AfterEach
    void close() throws IOException {
        work.close();
    }

    private StoredRequest request(boolean withEverything) throws IOException {
        ExportRequest.Builder request = ExportRequest.builder(temp, temp.resolve("film"))
                .options(ExportOptions.builder().format("tar").splitSizeMb(700).build())
                .replaceTarget(withEverything);
        if (withEverything) {
            request.projectId("an id, é");
        }
        return StoredRequest.of(
                request.build(),
                temp.toRealPath(),
                RawPath.of(new byte[] {'f', (byte) 0xff, '\n'}),
                withEverything
                        ? new ReadAccess(
                                List.of(Path.of("/media/shared")),
                                true,
                                List.of(new ExportRequest.PathMapping("D:\\", Path.of("/media/d"))))
                        : ReadAccess.NONE,
                Instant.parse("1965-01-15T10:00:00Z"),
                FileStat.read(temp),
                new Fingerprint("jdk", "0123456789abcdef"),
                withEverything ? List.of("git", "object-folder") : List.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void read_givesWhatWasWritten(boolean withEverything) throws IOException {
        StoredRequest request = request(withEverything);
        assertThat(StoredRequest.isIn(work)).isFalse();

        request.write(work);

        assertThat(StoredRequest.isIn(work)).isTrue();
        assertThat(StoredRequest.read(work)).usingRecursiveComparison().isEqualTo(request);
        assertThat(TestFiles.names(work.folder())).containsExactly("lock", "request");
    }

    @Test
    void read_withAnyByteFlippedOrMissing_isRefusedByName() throws IOException {
        request(true).write(work);
        byte[] whole = Files.readAllBytes(work.file("request"));
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x10;
            for (byte[] damaged : new byte[][] {flipped, Arrays.copyOf(whole, i)}) {
                Files.write(work.file("request"), damaged);

                assertThatThrownBy(() -> StoredRequest.read(work))
                        .as("at byte %s", i)
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining("is damaged")
                        .hasMessageContaining(work.file("request").toString())
                        .hasMessageContaining("discard");
            }
        }
    }

    @Test
    void read_ofANewerVersion_isRefused() throws IOException {
        request(true).write(work);
        byte[] other = Files.readAllBytes(work.file("request"));
        byte[] header = FileKind.ofExport("RQST", 7, "the request").header();
        System.arraycopy(header, 0, other, 0, header.length);
        Files.write(work.file("request"), other);

        assertThatThrownBy(() -> StoredRequest.read(work))
                .isInstanceOf(NewerFileException.class)
                .hasMessageContaining(work.file("request") + " was written by a newer version of this program");
    }
}
