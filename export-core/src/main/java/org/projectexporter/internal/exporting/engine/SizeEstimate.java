package org.projectexporter.internal.exporting.engine;

import java.nio.ByteBuffer;

import org.projectexporter.internal.progress.PlanListener;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.StorageHint;

/**
 * Estimates the size of an archive from its plan, for the check of free space: content that will be stored counts in
 * full, other content counts a tenth, since an export that would fit must not be refused.
 */
public final class SizeEstimate implements PlanListener {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long BYTES_PER_ENTRY = 128;

    private final boolean compresses;
    private long bytes;

    /** An estimate for a format that does or does not compress. */
    public SizeEstimate(boolean compresses) {
        this.compresses = compresses;
    }

    @Override
    public void planned(PlannedEntry entry) {
        boolean stored = !compresses
                || entry.storage() == StorageHint.STORE
                || entry.role().isLargeObject()
                || MediaTypes.isMedia(entry.path(), NOTHING);
        bytes += BYTES_PER_ENTRY + (stored ? entry.size() : entry.size() / 10);
    }

    /** Bytes that the archive needs at least, according to the plan. */
    public long bytes() {
        return bytes;
    }
}
