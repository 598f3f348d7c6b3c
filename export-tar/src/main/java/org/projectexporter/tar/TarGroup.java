package org.projectexporter.tar;

import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;

/** Consecutive entries of a tar that is not compressed, as they are in the archive. */
final class TarGroup implements ArchiveWriter.Group {
    private final ByteBuffer into;
    private final int start;
    private int end;

    /** An empty group, at the position of {@code into}. */
    TarGroup(ByteBuffer into) {
        this.into = into;
        this.start = into.position();
        this.end = start;
    }

    @Override
    public boolean add(ArchiveEntry entry, ByteBuffer content) {
        if (content.remaining() != entry.size()) {
            throw new IllegalStateException(content.remaining() + " bytes for an entry of " + entry.size());
        }
        if (Alignment.isFor(entry)) {
            return false; // its headers depend on its position
        }
        ByteBuffer headers = TarWriter.headers(entry);
        int padding = TarWriter.paddingOf(entry.size());
        if (headers.remaining() + content.remaining() + padding > into.remaining()) {
            return false;
        }
        into.put(headers).put(content);
        for (int i = 0; i < padding; i++) {
            into.put((byte) 0);
        }
        end = into.position();
        return true;
    }

    /** The bytes of its entries. */
    ByteBuffer encoded() {
        return into.duplicate().limit(end).position(start);
    }
}
