package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemorySpool;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Stored content of 256 KiB or more begins at a multiple of 4 KiB; the padding is accepted in this form only. */
final class ZipAlignmentTest {
    private static final int ALIGNED_BYTES = 1 << 18;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    private Path folder;

    private static SampleEntry noise(String name, int bytes) {
        return SampleEntry.file(RawPath.of(name), SampleContent.noise(bytes));
    }

    private static byte[] write(SampleEntry... entries) throws IOException {
        return SampleArchive.write(new ZipFormat(), List.of(entries), 6);
    }

    /** The local extra fields of the entry whose header is at {@code header}. */
    private static ByteBuffer extra(byte[] zip, int header) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getInt(header)).isEqualTo(EntryHeaders.LOCAL_SIGNATURE);
        int at = header + EntryHeaders.LOCAL_BYTES + bytes.getShort(header + 26);
        return bytes.slice(at, Short.toUnsignedInt(bytes.getShort(header + 28))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int contentOf(byte[] zip, int header) {
        int nameBytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getShort(header + 26);
        return header
                + EntryHeaders.LOCAL_BYTES
                + nameBytes
                + extra(zip, header).capacity();
    }

    @ParameterizedTest
    @ValueSource(ints = {ALIGNED_BYTES, 700_001, 1 << 20, (1 << 20) + 1, 3_000_000})
    void storedContent_isAligned_whateverPrecedesIt(int bytes) throws IOException {
        for (int before : new int[] {0, 1, 4000, 4046, 4047, 4052, 4096, 70_000}) {
            SampleEntry first = noise("a", before).stored();
            int header = write(first).length - endBytes(first);
            byte[] zip = write(first, noise("b", bytes).stored(), noise("c", 5));
            ByteBuffer padding = ExtraFields.find(extra(zip, header), ExtraFields.PADDING);

            assertThat(contentOf(zip, header) % PAGE_BYTES)
                    .as("after %s", before)
                    .isZero();
            assertThat(padding).isNotNull();
            assertThat(ExtraFields.isPadding(padding)).isTrue();
            assertThat(padding.remaining()).isLessThan(PAGE_BYTES + 2);
        }
    }

    /** The length of the directory of a zip with one entry. */
    private static int endBytes(SampleEntry entry) {
        ByteBuffer record = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        try {
            EntryHeaders.of(entry.head()).putCentral(record, 0, false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return record.position() + CentralDirectory.END_BYTES;
    }

    @Test
    void contentThatDoesNotShrink_isAlignedToo() throws IOException {
        byte[] zip = write(noise("a", ALIGNED_BYTES));
        assertThat(contentOf(zip, 0)).isEqualTo(PAGE_BYTES);
    }

    @Test
    void smallerOrCompressedContent_hasNoPadding() throws IOException {
        SampleEntry text = SampleEntry.file(RawPath.of("a"), SampleContent.text(ALIGNED_BYTES));
        SampleEntry largeText = SampleEntry.file(RawPath.of("a"), SampleContent.text(2 << 20));
        for (SampleEntry entry : List.of(noise("a", ALIGNED_BYTES - 1).stored(), text, largeText)) {
            assertThat(ExtraFields.find(extra(write(entry), 0), ExtraFields.PADDING))
                    .isNull();
        }
    }

    @Test
    void padding_isInTheLocalHeaderOnly_andForeignReadersSkipIt() throws IOException {
        SampleEntry entry = noise("take.mov", 700_001).stored();
        Path zip = Files.write(folder.resolve("a.zip"), write(entry));
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            assertThat(opened.getEntry("take.mov").getExtra()).hasSize(2 * Short.BYTES + 1 + Integer.BYTES);
            assertThat(opened.getInputStream(opened.getEntry("take.mov")).readAllBytes())
                    .isEqualTo(entry.content());
        }
    }

    @Test
    void paddingOfAnotherForm_isRefused() throws IOException {
        int data = PAGE_BYTES - padding().remaining();
        assertRefused(ArchiveDefect.BAD_EXTRA, zip -> zip.putShort(data, (short) 2048));
        assertRefused(ArchiveDefect.BAD_EXTRA, zip -> zip.put(data + Short.BYTES, (byte) 1));
        assertRefused(ArchiveDefect.BAD_EXTRA, zip -> zip.put(PAGE_BYTES - 1, (byte) 1));
        assertRefused(ArchiveDefect.FOREIGN_HEADER, zip -> zip.putShort(data - 4, (short) 0xA11E));
        SampleArchive.readStrictly(
                new ZipFormat(), write(noise("b", ALIGNED_BYTES).stored()));
    }

    private static ByteBuffer padding() throws IOException {
        ByteBuffer extra = extra(write(noise("b", ALIGNED_BYTES).stored()), 0);
        ByteBuffer padding = ExtraFields.find(extra, ExtraFields.PADDING);
        assertThat(padding).isNotNull();
        return padding;
    }

    private static void assertRefused(ArchiveDefect defect, Consumer<ByteBuffer> change) throws IOException {
        byte[] zip = write(noise("b", ALIGNED_BYTES).stored());
        change.accept(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> SampleArchive.readStrictly(new ZipFormat(), zip))
                .isInstanceOfSatisfying(RefusedArchiveException.class, e -> assertThat(e.defect())
                        .isEqualTo(defect));
    }

    @Test
    void paddingOfContentThatNeedsNone_isRefused() throws IOException {
        EntryHeaders head =
                EntryHeaders.of(noise("b", ALIGNED_BYTES - 1).stored().head());
        byte[] content = noise("b", ALIGNED_BYTES - 1).content();
        ByteBuffer local = ByteBuffer.allocate(PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head = head.written(EntryHeaders.STORED, crc(content), content.length);
        head.putLocal(local, PAGE_BYTES - head.localBytes());
        byte[] zip = zipOf(head, local.flip(), content);
        assertThatThrownBy(() -> SampleArchive.readStrictly(new ZipFormat(), zip))
                .hasMessageContaining("256 KiB or more");
    }

    @Test
    void archiveOfAnEarlierVersion_withoutPadding_isRead() throws IOException {
        byte[] content = noise("b", ALIGNED_BYTES).content();
        EntryHeaders head = EntryHeaders.of(noise("b", ALIGNED_BYTES).stored().head())
                .written(EntryHeaders.STORED, crc(content), content.length);
        byte[] zip = zipOf(head, head.earlierLocalHeader(), content);
        assertThat(SampleArchive.read(new ZipFormat(), zip)).hasSize(1);
        assertThat(SampleArchive.readStrictly(new ZipFormat(), zip).get(0).content())
                .isEqualTo(content);
        try (ArchiveReader reader = new ZipFormat().openStrictReader(new MemoryChannel(zip))) {
            assertThat(reader.next()).isNotNull();
            assertThat(reader.contentPosition()).hasValue(head.localBytes());
        }
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    private static byte[] zipOf(EntryHeaders head, ByteBuffer local, byte[] content) throws IOException {
        MemoryOutput zip = new MemoryOutput();
        CentralDirectory directory = new CentralDirectory(new MemorySpool(), DirectoryState.EMPTY);
        directory.add(head, 0);
        zip.write(local);
        zip.write(ByteBuffer.wrap(content));
        directory.writeTo(zip);
        return zip.toByteArray();
    }
}
