package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.spi.Content;

class CapturesTest {
    @TempDir
    Path temp;

    @Test
    void streamOfManyBlocks_isThereAsItWas_fromAnyPositionOn() throws IOException {
        byte[] bytes = new byte[200_001];
        new Random(1).nextBytes(bytes);
        try (Captures captures = new Captures(temp.resolve("captures"))) {
            captures.add(new byte[] {1, 2, 3});
            Content.Captured captured = captures.add(new ByteArrayInputStream(bytes));
            captures.add(new byte[] {4, 5});

            assertThat(captured).isEqualTo(new Content.Captured(3, bytes.length));
            for (int position : new int[] {0, 1, 65_535, 65_536, 200_000}) {
                ByteBuffer into = ByteBuffer.allocate(70_000);
                captures.read(captured, position, into);
                byte[] expected = Arrays.copyOfRange(bytes, position, Math.min(bytes.length, position + 70_000));
                assertThat(Arrays.copyOf(into.array(), into.position())).isEqualTo(expected);
            }
        }
    }

    @Test
    void emptyStream_isACaptureOfNothing() throws IOException {
        try (Captures captures = new Captures(temp.resolve("captures"))) {
            assertThat(captures.add(new ByteArrayInputStream(new byte[0])).length())
                    .isZero();
        }
    }

    @Test
    void keep_returnsWhatWasCaptured_andMoreCanFollow() throws IOException {
        Path file = temp.resolve("captures");
        FileMark kept;
        try (Captures captures = new Captures(file)) {
            captures.add(new byte[] {1, 2, 3});
            kept = captures.mark();
            captures.add(new byte[] {4});
        }
        try (Captures captures = new Captures(file)) {
            captures.keep(kept);

            assertThat(captures.add(new byte[] {5})).isEqualTo(new Content.Captured(3, 1));
            ByteBuffer into = ByteBuffer.allocate(4);
            captures.read(new Content.Captured(0, 4), 0, into);
            assertThat(into.array()).containsExactly(1, 2, 3, 5);
        }
    }

    @Test
    void keep_ofAFileWithAnyByteChangedOrCutAnywhere_isRefusedByName() throws IOException {
        Path file = temp.resolve("captures");
        FileMark kept;
        try (Captures captures = new Captures(file)) {
            captures.add(new byte[] {1, 2, 3});
            kept = captures.mark();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x20;
            for (byte[] damaged : new byte[][] {flipped, Arrays.copyOf(whole, at)}) {
                Files.write(file, damaged);
                try (Captures captures = new Captures(file)) {
                    assertThatThrownBy(() -> captures.keep(kept))
                            .as("at byte %s", at)
                            .isInstanceOf(CorruptFileException.class)
                            .hasMessageContaining(file.toString());
                }
            }
        }
    }
}
