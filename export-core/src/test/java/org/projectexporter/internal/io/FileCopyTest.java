package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.fakes.TestFiles;

final class FileCopyTest {
    @TempDir
    Path temp;

    private String copy(Path source, Path target, CancellationToken cancellation) throws IOException {
        try (FileChannel opened = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return FileCopy.copy(source, opened, cancellation);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 5_000_001})
    void copy_hasTheContent_andGivesItsDigest(int bytes) throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), bytes, 1);
        String sha256 = copy(file, temp.resolve("b"), new CancellationToken());
        assertThat(temp.resolve("b")).hasSameBinaryContentAs(file);
        assertThat(sha256).isEqualTo(HexFormat.of().formatHex(Sha256.newDigest().digest(Files.readAllBytes(file))));
    }

    @Test
    void copy_ofALink_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), TestFiles.write(temp.resolve("a"), 5, 1));
        assertThatThrownBy(() -> copy(link, temp.resolve("b"), new CancellationToken()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void copy_thatIsCancelled_ends() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 5_000_001, 1);
        CancellationToken cancellation = new CancellationToken();
        cancellation.cancel();
        assertThatThrownBy(() -> copy(file, temp.resolve("b"), cancellation))
                .isInstanceOf(ExportCancelledException.class);
    }
}
