package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.internal.io.DirectFile;

@Tag("import")
class LargeFileTest {
    private static final int BLOCK = LargeFiles.BLOCK_BYTES;

    @TempDir
    Path temp;

    private DirectFile create(String name) throws IOException {
        return DirectFile.openToWrite(Files.createFile(temp.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, BLOCK - 1, BLOCK, BLOCK + 1, 11 * BLOCK + 12345})
    void finish_ofAnyLength_leavesExactlyWhatWasWritten(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        DirectFile part = create("take.mov");
        AtomicBoolean whole = new AtomicBoolean();

        try (LargeFiles disk = new LargeFiles();
                LargeFile file = new LargeFile(part, disk, () -> {
                    whole.set(Files.size(temp.resolve("take.mov")) == length);
                    part.close();
                })) {
            for (int from = 0; from < length; from += 300_001) {
                byte[] piece = Arrays.copyOfRange(content, from, Math.min(length, from + 300_001));
                file.write(piece, piece.length);
            }
            file.finish();
            disk.await();
        }

        assertThat(temp.resolve("take.mov")).hasBinaryContent(content);
        assertThat(whole).isTrue();
    }

    @Test
    void write_afterAFailure_reportsIt_andNoAttributesAreSet() throws IOException {
        DirectFile gone = create("gone.mov");
        gone.close();
        DirectFile next = create("next.mov");
        AtomicBoolean done = new AtomicBoolean();
        byte[] content = new byte[BLOCK];

        try (LargeFiles disk = new LargeFiles()) {
            LargeFile first = new LargeFile(gone, disk, () -> done.set(true));
            first.write(content, content.length);
            first.finish();
            assertThatThrownBy(disk::await).isInstanceOf(ClosedChannelException.class);

            LargeFile second = new LargeFile(next, disk, () -> done.set(true));
            assertThatThrownBy(() -> second.write(content, content.length)).isInstanceOf(ClosedChannelException.class);
            second.finish();
        }

        assertThat(done).isFalse();
        assertThatThrownBy(next::size).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void close_ofAFileThatWasNotFinished_closesIt() throws IOException {
        DirectFile part = create("half.mov");
        byte[] content = new byte[2 * BLOCK];

        try (LargeFiles disk = new LargeFiles();
                LargeFile file = new LargeFile(part, disk, () -> {})) {
            file.write(content, content.length);
        }

        assertThatThrownBy(part::size).isInstanceOf(ClosedChannelException.class);
    }
}
