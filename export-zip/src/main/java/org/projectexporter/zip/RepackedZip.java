package org.projectexporter.zip;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;

/**
 * Recognizes a zip that another program has made of an unpacked export: a file manager, {@code zip -r}, 7-Zip. Its
 * headers are never ours, so it would be refused anyway, with a message about a field that nobody has chosen.
 */
final class RepackedZip {
    /** Every export has a folder, a manifest and SHA256SUMS; damage changes fewer records. */
    private static final int RECORDS = 3;

    private static final String WORDS =
            "this zip was packed by another program, so it is not the archive that was exported. If you trust its"
                    + " origin, unpack it: the folder in it, next to SHA256SUMS, is the project, and can be opened as"
                    + " it is. To check its files, run 'sha256sum -c --quiet SHA256SUMS' where SHA256SUMS is (on macOS,"
                    + " 'shasum -a 256 -c SHA256SUMS')";

    private RepackedZip() {}

    /** Refuses it, unless one of its first records is ours, or its directory cannot be read. */
    static void refuse(SeekableByteChannel archive) throws IOException {
        if (isByAnotherProgram(archive)) {
            throw new RefusedArchiveException(ArchiveDefect.FOREIGN_HEADER, null, WORDS);
        }
    }

    /** The same refusal, with what to do if another program has packed the archive. */
    static RefusedArchiveException explained(RefusedArchiveException refusal, SeekableByteChannel archive)
            throws IOException {
        return isByAnotherProgram(archive)
                ? new RefusedArchiveException(
                        refusal.defect(), refusal.entry().orElse(null), WORDS + " (" + refusal.found() + ")")
                : refusal;
    }

    private static boolean isByAnotherProgram(SeekableByteChannel archive) throws IOException {
        try {
            EndRecord end = EndRecord.read(archive);
            ChannelRangeInputStream directory = new ChannelRangeInputStream(archive, end.start(), end.bytes());
            for (int i = 0; i < RECORDS; i++) {
                if (isOwn(new CentralHeader(directory))) {
                    return false;
                }
            }
            return true;
        } catch (RefusedArchiveException unreadable) {
            return unreadable.defect() == ArchiveDefect.DATA_DESCRIPTOR
                    || unreadable.defect() == ArchiveDefect.UNKNOWN_METHOD;
        }
    }

    private static boolean isOwn(CentralHeader header) throws IOException {
        try {
            header.requireOwn();
            return true;
        } catch (RefusedArchiveException foreign) {
            return false;
        }
    }
}
