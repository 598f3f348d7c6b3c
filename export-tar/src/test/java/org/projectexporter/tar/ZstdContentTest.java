package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemorySpool;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Refuses frames and tables that this program would not have written. */
final class ZstdContentTest {
    private static final TarZstdFormat FORMAT = new TarZstdFormat();
    private static final List<SampleEntry> ENTRIES = List.of(
            SampleEntry.file(RawPath.of("a"), SampleContent.text(700)),
            SampleEntry.file(RawPath.of("ü"), SampleContent.noise(20_000)).stored());

    @BeforeAll
    static void loadLibrary() throws IOException {
        ZstdLibrary.load();
    }

    private static void assertRefused(byte[] archive, String because) {
        assertThatThrownBy(() -> SampleArchive.read(FORMAT, archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(because);
    }

    /** Two encodings of the same content may differ in one bit; but then everything is read unchanged. */
    @Test
    void anyBitFlipped_isRefused_orReadAsItWas() throws IOException {
        byte[] archive = SampleArchive.write(FORMAT, ENTRIES, 6);
        int unseen = 0;
        for (int bit = 0; bit < 8 * archive.length; bit += bit < 8 * 420 || bit > 8 * (archive.length - 100) ? 1 : 61) {
            byte[] damaged = archive.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            unseen += isReadAsItWas(damaged, bit) ? 1 : 0;
        }
        assertThat(unseen).as("bits of tables within compressed blocks").isLessThan(64);
    }

    private static boolean isReadAsItWas(byte[] damaged, int bit) {
        List<SampleEntry> read;
        try {
            read = SampleArchive.read(FORMAT, damaged);
        } catch (IOException refused) {
            return false;
        }
        assertThat(read).as("bit %d", bit).hasSameSizeAs(ENTRIES);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).content())
                    .as("bit %d", bit)
                    .isEqualTo(ENTRIES.get(i).content());
        }
        return true;
    }

    @Test
    void archiveCutAnywhere_isRefused() throws IOException {
        byte[] archive = SampleArchive.write(FORMAT, List.of(ENTRIES.get(0)), 6);
        for (int length = 0; length < archive.length; length++) {
            assertRefused(Arrays.copyOf(archive, length), "zstd: ");
        }
    }

    @Test
    void bytesAfterTheTable_areRefused() throws IOException {
        byte[] archive = SampleArchive.write(FORMAT, ENTRIES, 6);
        assertRefused(Arrays.copyOf(archive, archive.length + 1), "its table of frames");
        assertRefused(Arrays.copyOf(archive, archive.length + 100_000), "its table of frames");
    }

    /**
     * An archive of these frames, whose contents form a tar; {@code sizes} are the values in the table: frame, content.
     */
    private static byte[] archiveOf(int[] sizes, byte[]... frames) throws IOException {
        MemoryOutput output = new MemoryOutput();
        MemorySpool spool = new MemorySpool();
        SeekTable table = new SeekTable(spool);
        for (byte[] frame : frames) {
            output.write(ByteBuffer.wrap(frame));
        }
        for (int i = 0; i < sizes.length; i += 2) {
            table.add(sizes[i], sizes[i + 1]);
        }
        table.writeTo(output);
        return output.toByteArray();
    }

    private static byte[] archiveOf(byte[] frame, int contentBytes) throws IOException {
        return archiveOf(new int[] {frame.length, contentBytes}, frame);
    }

    private static byte[] zstd(byte[] content) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            return context.setChecksum(true).compress(content);
        }
    }

    @Test
    void framesOfZstdItself_areRead() throws IOException {
        byte[] frame = zstd(new byte[1024]);
        assertThat(SampleArchive.read(FORMAT, archiveOf(frame, 1024))).isEmpty();
    }

    @Test
    void tableThatDiffersFromTheFrames_isRefused() throws IOException {
        byte[] frame = zstd(new byte[512]);
        int n = frame.length;
        assertThat(SampleArchive.read(FORMAT, archiveOf(new int[] {n, 512, n, 512}, frame, frame)))
                .isEmpty();
        assertRefused(archiveOf(new int[] {n, 512, n, 511}, frame, frame), "does not match the table");
        assertRefused(archiveOf(new int[] {n, 512, n + 1, 512}, frame, frame), "does not match the table");
        assertRefused(archiveOf(new int[] {n, 512}, frame, frame), "fewer frames");
        assertRefused(archiveOf(new int[] {n, 512, n, 512, n, 512}, frame, frame), "more frames");
    }

    @Test
    void frameWithoutChecksum_isRefused() throws IOException {
        assertRefused(archiveOf(Zstd.compress(new byte[1024]), 1024), "of a kind");
    }

    @Test
    void frameWithoutItsSize_isRefused() throws IOException {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            byte[] frame = context.setChecksum(true).setContentSize(false).compress(new byte[1024]);
            assertRefused(archiveOf(frame, 1024), "does not declare its size");
        }
    }

    /** A few bytes that would expand to many more. */
    @Test
    void frameWithMoreContentThanAnyOfOurs_isRefusedByItsHeader() throws IOException {
        byte[] frame = zstd(new byte[(4 << 20) + 1]);
        assertRefused(archiveOf(frame, (4 << 20) + 1), "more content");
    }

    @Test
    void frameOfAHugeWindow_isRefusedByItsHeader() throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        // A content size of 4 bytes, a checksum; a window of 2^31 bytes.
        frame.putInt(ZstdFrames.MAGIC).put((byte) 0x84).put((byte) (21 << 3)).putInt(1024);
        assertRefused(archiveOf(frame.array(), 1024), "window");
    }

    @Test
    void frameWithADictionary_isRefused() throws IOException {
        byte[] frame = zstd(new byte[1024]);
        frame[4] |= 1;
        assertRefused(archiveOf(frame, 1024), "of a kind");
    }

    @Test
    void frameThatNeverEnds_isRefused() throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(8 << 20).order(ByteOrder.LITTLE_ENDIAN);
        ZstdFrames.putRawFrameHeader(frame, 1024); // blocks of no bytes follow, none the last
        assertRefused(archiveOf(frame.array(), 1024), "does not end");
    }

    @Test
    void frameOfAnotherKind_isRefused() throws IOException {
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0};
        assertRefused(archiveOf(skippable, 0), "no frame");
    }

    @Test
    void tableOfManyFrames_isReadInPieces_alongWithThem() throws IOException {
        byte[] frame = zstd(new byte[1]);
        MemoryOutput output = new MemoryOutput();
        SeekTable table = new SeekTable(new MemorySpool());
        for (int i = 0; i < 5000; i++) {
            output.write(ByteBuffer.wrap(frame));
            table.add(frame.length, 1);
        }
        table.writeTo(output);
        try (ZstdContent content = new ZstdContent(new MemoryChannel(output.toByteArray()))) {
            assertThat(content.readAllBytes()).isEqualTo(new byte[5000]);
        }
    }
}
