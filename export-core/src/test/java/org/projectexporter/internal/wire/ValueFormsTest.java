package org.projectexporter.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** Each value that has a form of its own comes back; cut short, it is refused. */
class ValueFormsTest {
    private static final Origin ORIGIN = new Origin("a value", "mend it");
    private static final Instant TIME = Instant.parse("1969-12-31T23:59:59.123456789Z");
    private static final RawPath ODD = RawPath.of(new byte[] {'a', '/', (byte) 0xff, '\n'});
    private static final ContentCheck CHECK = new ContentCheck("0123456789abcdef".repeat(4), true);

    private static <T> void assertComesBack(T value, Encoder<T> encoder, Decoder<T> decoder) throws IOException {
        WireWriter out = new WireWriter();
        encoder.write(out, value);
        byte[] bytes = out.toByteArray();
        WireReader in = new WireReader(bytes, ORIGIN);

        assertThat(decoder.read(in)).isEqualTo(value);
        in.requireEnd();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(readOrRefused(java.util.Arrays.copyOf(bytes, length), decoder))
                    .as("cut to %s", length)
                    .isEqualTo("refused");
        }
    }

    private static String readOrRefused(byte[] bytes, Decoder<?> decoder) throws IOException {
        try {
            return "read " + new WireReader(bytes, ORIGIN).readChecked(decoder);
        } catch (CorruptFileException e) {
            return "refused";
        }
    }

    private static PlannedEntry planned(EntryType type, RawPath target, Content content, ContentCheck check) {
        return PlannedEntry.builder(ODD, type, EntryRole.METADATA)
                .size(content == null ? 0 : 5L << 40)
                .mtime(TIME)
                .mode(06644)
                .linkTarget(target)
                .content(content)
                .check(check)
                .storage(StorageHint.COMPRESS)
                .build();
    }

    @Test
    void plannedEntries_comeBack() throws IOException {
        for (PlannedEntry entry : List.of(
                planned(EntryType.DIRECTORY, null, null, null),
                planned(EntryType.SYMBOLIC_LINK, RawPath.of("../é//"), null, null),
                planned(EntryType.FILE, null, new Content.OfFile(Path.of("/a/b")), CHECK),
                planned(EntryType.FILE, null, new Content.Captured(7, 5L << 40), null),
                planned(EntryType.HARD_LINK, ODD, new Content.OfFile(Path.of("/a")), null))) {
            assertComesBack(entry, PlannedEntryWire::write, PlannedEntryWire::read);
            assertThat(PlannedEntryWire.Head.read(new WireReader(PlannedEntryWire.encode(entry), ORIGIN)))
                    .isEqualTo(PlannedEntryWire.Head.of(entry));
        }
    }

    @Test
    void archiveEntries_comeBack() throws IOException {
        for (RawPath target : new RawPath[] {null, ODD}) {
            EntryType type = target == null ? EntryType.FILE : EntryType.SYMBOLIC_LINK;
            long size = target == null ? 1L << 40 : 0;
            assertComesBack(
                    ArchiveEntry.builder(ODD, type)
                            .size(size)
                            .mtime(TIME)
                            .mode(0755)
                            .linkTarget(target)
                            .compress(target == null)
                            .crc32(0xfedcba98L)
                            .build(),
                    ArchiveEntryWire::write,
                    ArchiveEntryWire::read);
        }
    }

    @Test
    void stats_comeBack() throws IOException {
        assertComesBack(
                new FileStat(FileStat.Kind.OTHER, Long.MAX_VALUE, TIME, 0100644, -1, Long.MIN_VALUE, 3),
                FileStatWire::write,
                FileStatWire::read);
    }

    @Test
    void findings_comeBack() throws IOException {
        for (Finding finding : List.of(
                Finding.note("é"), new Finding(Finding.Kind.OBJECT_MISSING, ODD, "gone", "0a".repeat(32), 1L << 40))) {
            assertComesBack(finding, FindingWire::write, FindingWire::read);
        }
    }

    @Test
    void issues_comeBack() throws IOException {
        PortabilityIssue.Kind last = PortabilityIssue.Kind.values()[PortabilityIssue.Kind.values().length - 1];
        assertComesBack(
                new PortabilityIssue(
                        last,
                        2,
                        List.of(
                                new PortabilityIssue.Example(ODD, Optional.empty()),
                                new PortabilityIssue.Example(ODD, Optional.of(RawPath.of("A"))))),
                PortabilityIssueWire::write,
                PortabilityIssueWire::read);
    }
}
