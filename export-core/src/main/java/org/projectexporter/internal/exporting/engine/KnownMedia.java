package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

import org.projectexporter.spi.PlannedEntry;

/**
 * The CRC-32 of the large objects that were read so far. With Git LFS each current medium exists twice, as an object
 * and in the working tree, and the object comes first; so the CRC that the header of the second needs before its
 * content is probably known already, and the file need not be read twice. Whoever uses such a CRC still computes the
 * true one, and corrects the header if they differ.
 *
 * <p>Thread-safe. In memory is one small record for each object that is too large to be read as a whole.
 */
final class KnownMedia {
    /** What the second of two equal files has in common with the first, as far as it is known before it is read. */
    private record Content(long size, long firstCrc32) {}

    private final Map<Content, Long> known = new ConcurrentHashMap<>();

    /** Records the CRC-32 of an entry if it is a large object. */
    void read(PlannedEntry entry, long firstCrc32, long crc32) {
        if (entry.role().isLargeObject()) {
            known.put(new Content(entry.size(), firstCrc32), crc32);
        }
    }

    /** The CRC-32 that an entry probably has; null if none is known. */
    @Nullable
    Long crc32(PlannedEntry entry, long firstCrc32) {
        return entry.role().isLargeObject() ? null : known.get(new Content(entry.size(), firstCrc32));
    }

    /** CRC-32 of the first bytes, which are left unread. */
    static long crcOf(ByteBuffer first) {
        CRC32 crc = new CRC32();
        crc.update(first.duplicate());
        return crc.getValue();
    }
}
