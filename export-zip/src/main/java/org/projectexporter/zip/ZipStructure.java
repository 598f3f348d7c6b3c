package org.projectexporter.zip;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.files.SeenNames;

/**
 * Looks at all headers of a zip before anything in it is believed: a file that anyone may have made, in which two readers could see two
 * things. The directory is read once, in order; for each of its records the local header, which has to say the same. Entries lie in the
 * order of the directory, the first at 0, each right behind the one before, the directory behind the last, its end behind it. So no two
 * share a byte, and no byte is anyone's secret. Content is not read. In memory are {@link SeenNames} alone.
 */
final class ZipStructure {
    private final SeekableByteChannel archive;
    private final EndRecord end;
    private final SeenNames names = new SeenNames();
    /** Where the entries so far end. */
    private long behind;

    private ZipStructure(SeekableByteChannel archive, EndRecord end) {
        this.archive = archive;
        this.end = end;
    }

    /** Returns what the end says, once all headers are known to agree with it. */
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
                    (end.start() - behind) + " bytes lie between its last entry and its directory");
        }
    }

    private RefusedArchiveException wrongCount(String found) {
        return new RefusedArchiveException(
                ArchiveDefect.WRONG_ENTRY_COUNT,
                null,
                "its end says that there are " + end.count() + " entries, and its directory has " + found);
    }

    private void check(CentralHeader header, boolean first) throws IOException {
        if (header.offset() < behind) {
            throw header.refused(
                    ArchiveDefect.OVERLAP,
                    "it begins at " + header.offset() + ", the entry before it ends at " + behind);
        }
        if (header.offset() > behind) {
            throw header.refused(
                    first ? ArchiveDefect.LEADING_BYTES : ArchiveDefect.GAP,
                    (header.offset() - behind) + " bytes lie before it, and belong to no entry");
        }
        LocalRecord local = new LocalRecord(archive, header, end);
        local.requireAgreement();
        if (header.compressedSize() > end.start() - local.contentStart()) {
            throw header.refused(ArchiveDefect.OVERLAP, "its content reaches into the directory");
        }
        behind = local.contentStart() + header.compressedSize();
        if (names.put(header.path(), SeenNames.Kind.FILE) != null) {
            throw header.refused(ArchiveDefect.DUPLICATE_NAME, "another entry bears the same name");
        }
    }
}
