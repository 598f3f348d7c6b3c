package org.projectexporter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

import org.projectexporter.fakes.TestFiles;

class FileStatTest {
    @TempDir
    Path temp;

    @Test
    void read_ofAFile_reportsSizeTimeModeAndNames() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 123, 1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-----"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(-5)));
        Files.createLink(temp.resolve("b"), file);

        FileStat stat = FileStat.read(file);

        assertThat(stat.kind()).isEqualTo(FileStat.Kind.FILE);
        assertThat(stat.size()).isEqualTo(123);
        assertThat(stat.mode()).isEqualTo(0740);
        assertThat(stat.mtime()).isEqualTo(Instant.ofEpochSecond(-5));
        assertThat(stat.links()).isEqualTo(2);
        assertThat(stat).isEqualTo(FileStat.read(temp.resolve("b")));
    }

    @Test
    void read_ofALink_doesNotFollowIt() throws IOException {
        Files.createSymbolicLink(temp.resolve("link"), Path.of("nowhere"));

        FileStat stat = FileStat.read(temp.resolve("link"));

        assertThat(stat.kind()).isEqualTo(FileStat.Kind.SYMBOLIC_LINK);
        assertThat(stat.size()).isEqualTo("nowhere".length());
    }

    @Test
    void read_distinguishesKinds() throws IOException {
        TestFiles.makeFifo(temp.resolve("fifo"));
        assertThat(FileStat.read(temp.resolve("fifo")).kind()).isEqualTo(FileStat.Kind.FIFO);
        assertThat(FileStat.read(temp).kind()).isEqualTo(FileStat.Kind.DIRECTORY);
        assertThat(FileStat.read(Path.of("/dev/null")).kind()).isEqualTo(FileStat.Kind.DEVICE);
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(temp.resolve("socket")));
            assertThat(FileStat.read(temp.resolve("socket")).kind()).isEqualTo(FileStat.Kind.SOCKET);
        }
    }

    @Test
    void read_ofAMissingFile_reportsIt() {
        assertThatThrownBy(() -> FileStat.read(temp.resolve("x"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void sameAs_detectsWrittenAndReplacedFiles() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 10, 1);
        FileStat before = FileStat.read(file);
        assertThat(before.sameAs(FileStat.read(file))).isTrue();

        TestFiles.append(file, 1);
        Files.setLastModifiedTime(file, FileTime.from(before.mtime()));
        assertThat(before.sameAs(FileStat.read(file))).as("another size").isFalse();

        TestFiles.write(file, 10, 2);
        Files.setLastModifiedTime(file, FileTime.from(before.mtime().plusNanos(1000)));
        assertThat(before.sameAs(FileStat.read(file))).as("another time").isFalse();

        Path other = TestFiles.write(temp.resolve("b"), 10, 1);
        Files.setLastModifiedTime(other, FileTime.from(before.mtime()));
        assertThat(before.sameAs(FileStat.read(other))).as("another file").isFalse();
    }
}
