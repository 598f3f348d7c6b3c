package org.projectexporter.zip;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.files.SeenNames;

/**
 * Checks all headers of an untrusted zip, which two readers could otherwise interpret differently, before anything in
 * it is used. The directory is read once, in order, and for each of its records the local header, which must agree with
 * it. Entries must be in the order of the directory, the first at 0, each immediately after the one before, then the
 * directory, then the end records. So no two entries share a byte, and every byte belongs to one of them. Content is
 * not read. Only the {@link SeenNames} are kept in memory.
 */
final class ZipStructure {
    private final SeekableByteChannel archive;
    private final EndRecord end;
    private final SeenNames names = new SeenNames();
    private final DirectoryRules rules = new DirectoryRules();
    /** The end of the entries so far. */
    private long behind;

    private ZipStructure(SeekableByteChannel archive, EndRecord end) {
        this.archive = archive;
        this.end = end;
    }

    /** Checks all headers against the end record, and returns it. */
    static EndRecord check(SeekableByteChannel archive) throws IOException {
        ZipStructure structure = new ZipStructure(archive, EndRecord.read(archive));
        structure.checkEntries();
        return structure.end;
    }

    private void checkEntries() throws IOException {
        ChannelRangeInputStream directory = new ChannelRangeInputStream(archive, end.start(), end.bytes());
        for (long i = 0; i < end.count(); i++) {
            if (directory.left() == 0) {
                throw wrongCount("only " + i);
            }
            check(new CentralHeader(directory), i == 0);
        }
        if (directory.left() > 0) {
            throw wrongCount("more");
        }
        if (behind != end.start()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.GAP,
                    null,
                    (end.start() - behind) + " bytes are between its last entry and its directory");
        }
        rules.checkEnd(end);
    }

    private RefusedArchiveException wrongCount(String found) {
        return new RefusedArchiveException(
                ArchiveDefect.WRONG_ENTRY_COUNT,
                null,
                "its end record declares " + end.count() + " entries, but its directory has " + found);
    }

    private void check(CentralHeader header, boolean first) throws IOException {
        rules.check(header);
        if (header.offset() < behind) {
            throw header.refused(
                    ArchiveDefect.OVERLAP,
                    "it begins at " + header.offset() + ", but the entry before it ends at " + behind);
        }
        if (header.offset() > behind) {
            throw header.refused(
                    first ? ArchiveDefect.LEADING_BYTES : ArchiveDefect.GAP,
                    (header.offset() - behind) + " bytes before it belong to no entry");
        }
        LocalRecord local = new LocalRecord(archive, header, end);
        local.requireAgreement();
        if (header.compressedSize() > end.start() - local.contentStart()) {
            throw header.refused(ArchiveDefect.OVERLAP, "its content overlaps the directory");
        }
        behind = local.contentStart() + header.compressedSize();
        if (names.put(header.path(), SeenNames.Kind.FILE) != null) {
            throw header.refused(ArchiveDefect.DUPLICATE_NAME, "another entry has the same name");
        }
    }
}
