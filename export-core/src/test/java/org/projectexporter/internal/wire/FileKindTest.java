package org.projectexporter.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.ExportException;

/** A header says what a file is; damage, an older and a newer version are never mistaken for one another. */
class FileKindTest {
    private static final Path FILE = Path.of("/media/.film.zip.export/test");
    private static final FileKind KIND = FileKind.ofExport("TEST", 7, "the test");

    private static void read(byte[] bytes) throws IOException {
        KIND.readHeader(KIND.reader(bytes, FILE), FILE);
    }

    @Test
    void header_isAsDescribed() throws IOException {
        byte[] header = KIND.header();

        assertThat(header)
                .hasSize(FileKind.HEADER_BYTES)
                .startsWith(0x89, 'P', 'X', 'W', 'T', 'E', 'S', 'T', 0, 0, 0, 7);
        assertThat(header).isEqualTo(Seals.headerSealed(header));
        read(header);
    }

    @Test
    void header_withAnyBitChanged_isDamage() throws IOException {
        for (int at = 0; at < FileKind.HEADER_BYTES; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] damaged = KIND.header();
                damaged[at] ^= (byte) (1 << bit);
                assertDamage(damaged, "bit " + bit + " of byte " + at);
            }
        }
    }

    @Test
    void header_withAnyByteReplaced_isDamage() throws IOException {
        for (int at = 0; at < FileKind.HEADER_BYTES; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = KIND.header();
                if (damaged[at] != (byte) value) {
                    damaged[at] = (byte) value;
                    assertDamage(damaged, "byte " + at + " is " + value);
                }
            }
        }
    }

    @Test
    void header_cutAnywhere_isDamage() throws IOException {
        for (int length = 0; length < FileKind.HEADER_BYTES; length++) {
            assertDamage(Arrays.copyOf(KIND.header(), length), "cut to " + length);
        }
    }

    private static void assertDamage(byte[] header, String what) {
        assertThatThrownBy(() -> read(header))
                .as(what)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith("the test " + FILE + " is damaged (")
                .hasMessageEndingWith("); the export cannot be resumed: discard it and start over");
    }

    @Test
    void headerOfAnotherKind_isDamage() throws IOException {
        assertDamage(FileKind.ofExport("LIST", 7, "the list").header(), "another kind");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void headerOfAnOlderVersion_saysSo(int version) throws IOException {
        byte[] header = FileKind.ofExport("TEST", version, "the test").header();

        assertThatThrownBy(() -> read(header))
                .isInstanceOf(OlderFileException.class)
                .isInstanceOf(ExportException.class)
                .hasMessage("the test " + FILE + " was written by an older version of this program (its layout is "
                        + version + ", this version reads 7); resume the export with that version, or discard it and"
                        + " start over");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, Integer.MAX_VALUE})
    void headerOfANewerVersion_saysSo(int version) throws IOException {
        byte[] header = FileKind.ofExport("TEST", version, "the test").header();

        assertThatThrownBy(() -> read(header))
                .isInstanceOf(NewerFileException.class)
                .hasMessageContaining("the test " + FILE + " was written by a newer version of this program")
                .hasMessageContaining("its layout is " + version + ", this version reads 7")
                .hasMessageContaining("resume the export with that version, or discard it");
    }

    /** All four had their version in the eighth byte. */
    @ParameterizedTest
    @ValueSource(strings = {"PEXPREQ\2", "PEXPJRN\2", "PEXLAN\0\3", "PEXPNAM\2"})
    void headersBeforeThisOne_areOlder(String start) {
        byte[] bytes = start.getBytes(US_ASCII);

        for (int length : new int[] {8, 100}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(bytes, length)))
                    .isInstanceOf(OlderFileException.class)
                    .hasMessageContaining("its layout is " + bytes[7] + ", this version reads 7");
        }
        assertDamage(Arrays.copyOf(bytes, 7), "too short to have a version");
    }

    /** The sum is right, and no version is that low. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void versionThatNoFileCanHave_isDamage(int version) throws IOException {
        byte[] header = KIND.header();
        ByteBuffer.wrap(header).putInt(8, version);

        assertDamage(Seals.headerSealed(header), "version " + version);
    }

    @Test
    void codesAndVersionsThatNoHeaderCanHold_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileKind.ofExport("test", 1, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> FileKind.ofExport("TOOLONG", 1, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> FileKind.ofExport("TEST", 0, "x"));
    }
}
