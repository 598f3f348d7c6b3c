package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Which values fit into headers, and what headers contain if they do not. */
final class UstarHeaderTest {
    private static final TarFormat FORMAT = new TarFormat();

    private static byte[] archiveOf(SampleEntry entry) throws IOException {
        return SampleArchive.write(FORMAT, java.util.List.of(entry), 6);
    }

    private static SampleEntry file(String path) {
        return SampleEntry.file(RawPath.of(path), SampleContent.text(1));
    }

    private static boolean hasPax(byte[] archive) {
        return archive[156] == UstarHeader.PAX;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, false", "100, 0, false", "101, 0, true", "100, 155, false", "101, 155, true", "100, 156, true"})
    void longName_isSplitIfPossible_otherwiseInAPaxRecord(int nameBytes, int prefixBytes, boolean pax)
            throws IOException {
        String prefix = prefixBytes == 0 ? "" : "p".repeat(prefixBytes) + "/";
        SampleEntry entry = file(prefix + "n".repeat(nameBytes));
        byte[] archive = archiveOf(entry);
        assertThat(hasPax(archive)).isEqualTo(pax);
        assertThat(SampleArchive.read(FORMAT, archive).get(0).head().path())
                .isEqualTo(entry.head().path());
    }

    @Test
    void folderAtTheEdge_isNeverSplitBeforeItsOwnSlash() throws IOException {
        for (int length = 95; length < 110; length++) {
            SampleEntry folder = SampleEntry.folder(RawPath.of("d".repeat(length)));
            byte[] archive = archiveOf(folder);
            assertThat(hasPax(archive)).isEqualTo(length > 99);
            assertThat(SampleArchive.read(FORMAT, archive).get(0).head().path())
                    .isEqualTo(folder.head().path());
        }
    }

    @Test
    void ordinaryEntry_takesTwoBlocks_andTheEndTwo() throws IOException {
        assertThat(archiveOf(file("a"))).hasSize(4 * 512);
    }

    @Test
    void timeWithinTheSecond_isInAPaxRecord() throws IOException {
        byte[] archive = archiveOf(file("a").withMtime(Instant.ofEpochSecond(12, 500_000_000)));
        assertThat(new String(archive, 512, 22, StandardCharsets.US_ASCII)).isEqualTo("22 mtime=12.500000000\n");
        assertThat(archive[156]).isEqualTo((byte) 'x');
    }

    @Test
    void headerOfAnUnfitName_keepsItsFolderAndItsEnd_forReadersWithoutPax() throws IOException {
        byte[] archive = archiveOf(file("x/" + "ä".repeat(90) + "\n.txt"));
        String name = new String(archive, 1024, 100, StandardCharsets.UTF_8).replace("\0", "");
        assertThat(name).matches("(?s)x/[0-9a-f]{12}-ä{20,44}\n\\.txt");
    }

    @Test
    void decimalSeconds_areExact_alsoBefore1970() {
        assertThat(PaxRecords.decimalSeconds(Instant.EPOCH)).isEqualTo("0");
        assertThat(PaxRecords.decimalSeconds(Instant.ofEpochSecond(100))).isEqualTo("100");
        assertThat(PaxRecords.decimalSeconds(Instant.ofEpochSecond(-1, 500_000_000)))
                .isEqualTo("-0.500000000");
        assertThat(PaxRecords.decimalSeconds(Instant.ofEpochSecond(-2, 1))).isEqualTo("-1.999999999");
        assertThat(PaxRecords.decimalSeconds(Instant.ofEpochSecond(1, 1))).isEqualTo("1.000000001");
    }

    /** The length of a record includes its own digits, whose number increases in between. */
    @Test
    void paxRecord_countsItsOwnLength_atEveryNumberOfDigits() throws IOException {
        for (int length = 80; length < 1010; length += length < 105 || length > 980 ? 1 : 50) {
            RawPath path = RawPath.of("ü" + "n".repeat(length));
            ArchiveEntry head = SampleEntry.file(path, new byte[0]).head();
            byte[] records = PaxRecords.of(head, path);
            String text = new String(records, StandardCharsets.UTF_8);
            assertThat(text).startsWith(records.length + " path=").endsWith("\n");
            assertThat(PaxValues.parse(records).path(PaxRecords.PATH)).isEqualTo(path);
        }
    }

    @Test
    void sizeThatDoesNotFit_isInBase256InTheHeader_andInThePaxRecord() {
        RawPath path = RawPath.of("take.mov");
        ArchiveEntry head = ArchiveEntry.builder(path, EntryType.FILE)
                .size((8L << 30) + 5)
                .mode(0644)
                .build();
        byte[] size = new byte[12];
        UstarHeader.of(head, path).get(124, size);
        assertThat(new BigInteger(1, size))
                .isEqualTo(BigInteger.ONE.shiftLeft(95).add(BigInteger.valueOf((8L << 30) + 5)));
        assertThat(PaxRecords.of(head, path)).asString().isEqualTo("19 size=8589934597\n");
    }
}
