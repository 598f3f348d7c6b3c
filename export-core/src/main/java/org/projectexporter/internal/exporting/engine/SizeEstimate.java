package org.projectexporter.internal.exporting.engine;

import java.nio.ByteBuffer;

import org.projectexporter.internal.progress.PlanListener;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.StorageHint;

/**
 * Estimates the size of an archive from its plan, for the check of free space: content that will be stored counts in
 * full, other content counts a tenth, since an export that would fit must not be refused.
 */
public final class SizeEstimate implements PlanListener {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long BYTES_PER_ENTRY = 128;

    private final ArchiveFormat format;
    private long bytes;
    private long shareable;

    /** An estimate for a format. */
    public SizeEstimate(ArchiveFormat format) {
        this.format = format;
    }

    @Override
    public void planned(PlannedEntry entry) {
        boolean stored = !format.compresses()
                || entry.storage() == StorageHint.STORE
                || entry.role().isLargeObject()
                || MediaTypes.isMedia(entry.path(), NOTHING);
        long content = stored ? entry.size() : entry.size() / 10;
        bytes += BYTES_PER_ENTRY + content;
        if (entry.size() >= format.alignsFrom()) {
            shareable += content;
        }
    }

    /** The length of the archive at least, according to the plan. */
    public long bytes() {
        return bytes;
    }

    /** Bytes of it at least that cannot be shared with the files of the project. */
    public long bytesOfItsOwn() {
        return bytes - shareable;
    }
}
