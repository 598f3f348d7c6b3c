package org.projectexporter.tar;

import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.RawPath;

/**
 * The headers that this program wrote until November 2026, which it still reads. The header itself had a name outside
 * ASCII, or one that does not fit, as its last segment in ASCII, and a size of 8 GiB or more as 0; times in pax records
 * had no trailing zeros.
 */
final class EarlierHeaders {
    private EarlierHeaders() {}

    /** The bytes before the content of {@code entry}. */
    static ByteBuffer of(ArchiveEntry entry, RawPath name) {
        boolean fits = name.isAscii() && UstarHeader.splitOf(name) != UstarHeader.UNFIT;
        RawPath link = entry.linkTarget() == null ? RawPath.ROOT : entry.linkTargetOrThrow();
        ByteBuffer header = UstarHeader.encode(
                fits ? name : UstarHeader.lastOf(name),
                entry,
                entry.size() > UstarHeader.MAX_NUMBER ? 0 : entry.size(),
                link.isAscii() && UstarHeader.linkFits(link) ? link : UstarHeader.lastOf(link));
        return TarWriter.joined(name, PaxRecords.earlier(entry, name), header);
    }
}
