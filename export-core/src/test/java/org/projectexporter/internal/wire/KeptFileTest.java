package org.projectexporter.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

class KeptFileTest {
    private static final Path FILE = Path.of("/media/test");
    private static final FileKind KIND = FileKind.ofExport("TEST", 2, "the test");

    private static String decode(byte[] bytes) throws IOException {
        return KeptFile.decode(KIND, bytes, FILE, WireReader::readText);
    }

    @Test
    void content_comesBack() throws IOException {
        assertThat(decode(KeptFile.encode(KIND, "content", WireWriter::writeText)))
                .isEqualTo("content");
        assertThat(decode(KeptFile.encode(KIND, "", WireWriter::writeText))).isEmpty();
    }

    @Test
    void file_withAnyBitChangedOrCutAnywhere_isDamage() throws IOException {
        byte[] whole = KeptFile.encode(KIND, "content", WireWriter::writeText);
        for (int at = 0; at < whole.length; at++) {
            assertDamage(Arrays.copyOf(whole, at), "cut to " + at);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertDamage(damaged, "bit " + bit + " of byte " + at);
            }
        }
        assertDamage(Arrays.copyOf(whole, whole.length + 1), "a byte more");
    }

    @Test
    void impossibleContent_withRightChecksums_isDamage() throws IOException {
        byte[] whole = KeptFile.encode(KIND, "content", WireWriter::writeText);
        for (int length = FileKind.HEADER_BYTES; length < whole.length + 10; length++) {
            if (length != whole.length) {
                assertDamage(Seals.sealed(Arrays.copyOf(whole, length)), length + " bytes");
            }
        }
    }

    private static void assertDamage(byte[] bytes, String what) {
        assertThatThrownBy(() -> decode(bytes))
                .as(what)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("the test " + FILE + " is damaged");
    }

    @Test
    void anotherVersion_isSeen_whateverFollowsTheHeader() throws IOException {
        byte[] older = Arrays.copyOf(FileKind.ofExport("TEST", 1, "the test").header(), 40);
        byte[] newer = FileKind.ofExport("TEST", 3, "the test").header();

        assertThatThrownBy(() -> decode(older)).isInstanceOf(OlderFileException.class);
        assertThatThrownBy(() -> decode(newer)).isInstanceOf(NewerFileException.class);
    }
}
