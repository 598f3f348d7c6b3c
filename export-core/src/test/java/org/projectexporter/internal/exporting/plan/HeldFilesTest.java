package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

class HeldFilesTest {
    @TempDir
    Path temp;

    private Path file;

    private HeldFiles holding() throws IOException {
        file = Files.writeString(temp.resolve("a"), "held");
        HeldFiles held = new HeldFiles(temp);
        assertThat(held.hold(new SourceItem(file, RawPath.of("a"), FileStat.read(file))))
                .isTrue();
        return held;
    }

    @Test
    void release_whileAFileIsRead_closesItOnlyThen() throws IOException {
        HeldFiles files = holding();
        HeldFiles.Held reading = Objects.requireNonNull(files.use(file));

        assertThat(files.release()).isTrue();

        assertThat(files.use(file)).isNull();
        assertThat(reading.channel().read(ByteBuffer.allocate(9), 0)).isEqualTo(4);
        reading.close();
        assertThat(reading.channel().isOpen()).isFalse();
        assertThat(files.release()).isFalse();
    }

    @Test
    void release_ofAFileThatIsNotRead_closesIt_andNoMoreAreHeld() throws IOException {
        HeldFiles files = holding();
        HeldFiles.Held read = Objects.requireNonNull(files.use(file));
        read.close();
        assertThat(read.channel().isOpen()).isTrue();

        files.release();

        assertThat(read.channel().isOpen()).isFalse();
        assertThat(files.hold(new SourceItem(file, RawPath.of("a"), FileStat.read(file))))
                .isFalse();
    }
}
