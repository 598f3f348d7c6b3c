package org.projectexporter.internal.reading.admission;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;
import java.util.OptionalLong;

import org.projectexporter.ImportLimits;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.layout.BagReader;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;
import org.projectexporter.spi.files.SingleBytes;

/**
 * Reads an untrusted archive entry by entry. Whatever {@link #next} and {@link #content} return has passed all rules; a
 * violation is a {@link RefusedArchiveException}, thrown before or while the entry concerned is read. When {@code next}
 * has returned null, and the archive was {@linkplain #open opened to be read completely}, every byte of it has been
 * accounted for.
 *
 * <pre>{@code
 * try (IncomingArchive archive = IncomingArchive.open(format, channel, ImportLimits.defaults())) {
 *     for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
 *         unpack(entry, archive.content());
 *     }
 * }
 * }</pre>
 */
public final class IncomingArchive implements ArchiveReader {
    private static final int SKIP_BYTES = 1 << 16;

    private final ArchiveReader reader;
    private final boolean whole;
    private final EntryRules rules;
    private final Layout layout = new Layout();
    private final Budget budget;
    private @Nullable Delivery content;

    private IncomingArchive(
            ArchiveReader reader, boolean whole, ImportLimits limits, long archiveBytes, SeenNames names) {
        this.reader = reader;
        this.whole = whole;
        this.rules = new EntryRules(limits.pathBytes(), names);
        this.budget = new Budget(limits, archiveBytes);
    }

    /** Reads everything: content that the caller skips is read and checked when the next entry is requested. */
    public static IncomingArchive open(ArchiveFormat format, SeekableByteChannel archive, ImportLimits limits)
            throws IOException {
        return open(format, archive, limits, new SeenNames());
    }

    /** Reads everything; {@code names} is initially empty and contains all entries at the end. */
    public static IncomingArchive open(
            ArchiveFormat format, SeekableByteChannel archive, ImportLimits limits, SeenNames names)
            throws IOException {
        return new IncomingArchive(BagReader.openStrict(format, archive), true, limits, archive.size(), names);
    }

    /**
     * Reads headers only: content is read if the caller requests it, or if the format cannot skip it. For a preview; it
     * does not replace reading everything.
     */
    public static IncomingArchive openHeads(ArchiveFormat format, SeekableByteChannel archive, ImportLimits limits)
            throws IOException {
        return new IncomingArchive(
                BagReader.openStrict(format, archive), false, limits, archive.size(), new SeenNames());
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        if (whole && content != null) {
            content.drain();
        }
        content = null;
        ArchiveEntry entry = reader.next();
        if (entry == null) {
            layout.requireComplete();
            return null;
        }
        rules.check(entry);
        layout.check(entry, reader.isRepacked());
        budget.announce(entry);
        content = new Delivery(entry.path());
        return entry;
    }

    /** As {@link ArchiveReader#content}; to be read by one thread. */
    @Override
    public InputStream content() {
        if (content == null) {
            throw new IllegalStateException("no current entry");
        }
        return content;
    }

    @Override
    public long position() {
        return reader.position();
    }

    @Override
    public OptionalLong contentPosition() throws IOException {
        return reader.contentPosition();
    }

    @Override
    public boolean isRepacked() {
        return reader.isRepacked();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** The content of one entry, opened when the first byte is requested, and counted. */
    private final class Delivery extends InputStream {
        private final RawPath path;
        private @Nullable InputStream in;

        Delivery(RawPath path) {
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            return SingleBytes.read(this);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            InputStream opened = in == null ? reader.content() : in;
            in = opened;
            int n = opened.read(into, offset, length);
            if (n > 0) {
                budget.deliver(n, path);
            }
            return n;
        }

        /** Reads to the end, where sizes and checksums are compared. */
        void drain() throws IOException {
            byte[] buffer = new byte[SKIP_BYTES];
            while (read(buffer, 0, buffer.length) >= 0) {
                // counted by read()
            }
        }
    }
}
