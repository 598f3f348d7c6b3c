package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.journal.OpenFile;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.spi.PlannedEntry;

/**
 * A large file of which an earlier run wrote a part, and which is still the same file.
 *
 * @param open what the earlier run recorded
 * @param sums the checksums of the bytes that it wrote, read again
 * @param first the first bytes, which determine its class
 */
public record Continuation(OpenFile open, Checksums sums, ByteBuffer first) {
    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * Reads the file again as far as it was written to the archive.
     *
     * @return null if its content, size or time has changed, or it cannot be read and is skipped
     */
    public static @Nullable Continuation of(
            OpenFile open, PlannedEntry entry, ContentOpener opener, CancellationToken cancellation)
            throws IOException {
        try (ContentOpener own = opener.another();
                ContentOpener.Stream in = own.open(entry)) {
            if (open.stat() != null && !open.stat().sameAs(in.statOrThrow())) {
                return null;
            }
            ByteBuffer first = ByteBuffer.allocate(StorageChoice.CLASSIFIED_BYTES);
            in.read(first);
            in.position(0);
            Checksums sums = new Checksums(opener.sealDigest(entry.path()));
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            for (long left = open.bytesGiven(); left > 0; ) {
                cancellation.throwIfCancelled();
                buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
                if (in.read(buffer) < 0) {
                    return null;
                }
                left -= buffer.flip().remaining();
                sums.update(buffer);
            }
            return Arrays.equals(sums.sha256SoFar(), open.sha256()) ? new Continuation(open, sums, first.flip()) : null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (UnreadableEntryException e) {
            if (!opener.unreadable().areSkipped()) {
                throw e;
            }
            return null;
        }
    }
}
