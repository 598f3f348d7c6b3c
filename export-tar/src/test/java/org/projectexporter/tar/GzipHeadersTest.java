package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Archives whose gzip header has the optional fields of RFC 1952, as other programs write them. */
final class GzipHeadersTest {
    private static final int FIXED_BYTES = 10;
    private static final byte[] CONTENT = SampleContent.text(5000);

    /** A tar in gzip with these flags, and these bytes between its header and the compressed content. */
    private static byte[] archive(int flags, byte[] fields) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(SampleArchive.write(new TarFormat(), List.of(SampleEntry.file(RawPath.of("a"), CONTENT)), 6));
        }
        byte[] plain = compressed.toByteArray();
        plain[3] = (byte) flags;
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        archive.write(plain, 0, FIXED_BYTES);
        archive.writeBytes(fields);
        archive.write(plain, FIXED_BYTES, plain.length - FIXED_BYTES);
        return archive.toByteArray();
    }

    private static byte[] read(byte[] archive) throws IOException {
        try (ArchiveReader reader = new TarGzipFormat().openStrictReader(new MemoryChannel(archive))) {
            assertThat(reader.next()).isNotNull();
            byte[] content = reader.content().readAllBytes();
            assertThat(reader.next()).isNull();
            return content;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachField_andAllOfThem_areSkipped() throws IOException {
        assertThat(read(archive(0, new byte[0]))).isEqualTo(CONTENT);
        assertThat(read(archive(1, new byte[0]))).as("text").isEqualTo(CONTENT);
        assertThat(read(archive(2, ascii("cc")))).as("checksum").isEqualTo(CONTENT);
        assertThat(read(archive(4, ascii("\3\0abc")))).as("extra").isEqualTo(CONTENT);
        assertThat(read(archive(8, ascii("film.tar\0")))).as("name").isEqualTo(CONTENT);
        assertThat(read(archive(16, ascii("a comment\0")))).as("comment").isEqualTo(CONTENT);
        assertThat(read(archive(31, ascii("\0\0n\0c\0cc")))).as("all").isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x80})
    void reservedFlag_isRefused(int flag) {
        assertThatThrownBy(() -> read(archive(flag, new byte[0])))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(ArchiveDefect.UNKNOWN_FLAG));
    }

    @Test
    void nameThatDoesNotEnd_isRefused() {
        byte[] endless = new byte[1 << 17];
        Arrays.fill(endless, (byte) 'n');
        for (int flag : new int[] {8, 16}) {
            assertThatThrownBy(() -> GzipFields.skip(new ByteArrayInputStream(endless), flag))
                    .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                            .isEqualTo(ArchiveDefect.BAD_EXTRA));
        }
    }

    @Test
    void headerThatIsCutShort_isRefused() throws IOException {
        byte[] archive = archive(31, ascii("\3\0abcname\0comment\0cc"));
        for (int length = 0; length < FIXED_BYTES + 21; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
        }
    }
}
