package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SingleBytes;

/**
 * Reads a tar strictly: anything that {@link TarWriter} would not write, byte for byte, is refused; in the dialect of
 * GNU tar, anything that GNU tar and bsdtar would not write either. Names are read as bytes.
 */
final class TarReader implements ArchiveReader {
    private static final int BLOCK_BYTES = UstarHeader.BLOCK_BYTES;
    /**
     * GNU tar pads the last record of 20 blocks with zeros, as bsdtar does; the second block of the end may be the
     * first block of a record.
     */
    private static final int MOST_PADDING_BYTES = 19 * BLOCK_BYTES;

    private final InputStream in;
    private final Dialect dialect;
    private final TarHeaderReader heads;
    private EntryContent content = new EntryContent(RawPath.ROOT, 0);
    private boolean ended;
    private long position;
    private OptionalLong contentPosition = OptionalLong.empty();

    /** Reads {@code in}, and closes it when it is closed. */
    TarReader(InputStream in, boolean compressed, Dialect dialect) {
        this.in = in;
        this.dialect = dialect;
        this.heads = new TarHeaderReader(in, dialect, compressed);
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        if (ended) {
            return null;
        }
        content.skipRest();
        contentPosition = OptionalLong.empty();
        position = in instanceof PositionAware stream ? stream.position() : -1;
        ArchiveEntry entry = heads.next();
        if (entry == null) {
            readEnd();
            ended = true;
            return null;
        }
        content = new EntryContent(entry.path(), entry.size());
        if (entry.type() == EntryType.FILE && !entry.compress() && in instanceof PositionAware stream) {
            contentPosition = OptionalLong.of(stream.position());
        }
        return entry;
    }

    /**
     * Reads to the very end, so that a checksum of the whole stream is checked too. The first block of zeros has been
     * read.
     */
    private void readEnd() throws IOException {
        byte[] second = in.readNBytes(BLOCK_BYTES);
        Refusal.require(
                second.length == BLOCK_BYTES, ArchiveDefect.TRUNCATED, "it ends within its two blocks of zeros");
        Refusal.require(Padding.isZero(second), ArchiveDefect.TRAILING_BYTES, "bytes follow its end");
        if (dialect == Dialect.GNU) {
            byte[] padding = in.readNBytes(MOST_PADDING_BYTES);
            Refusal.require(
                    Padding.isZero(padding) && padding.length % BLOCK_BYTES == 0,
                    ArchiveDefect.TRAILING_BYTES,
                    "bytes follow its end");
        }
        Refusal.require(in.read() < 0, ArchiveDefect.TRAILING_BYTES, "bytes follow its end");
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public OptionalLong contentPosition() {
        return contentPosition;
    }

    @Override
    public boolean isRepacked() {
        return heads.isForeign();
    }

    @Override
    public InputStream content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The content of one entry; the underlying stream continues after it. */
    private final class EntryContent extends InputStream {
        private final RawPath path;
        private long size;
        private long left;

        EntryContent(RawPath path, long size) {
            this.path = path;
            this.size = size;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            return SingleBytes.read(this);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw endsWithin();
            }
            left -= n;
            return n;
        }

        private IOException endsWithin() {
            return Refusal.of(
                    ArchiveDefect.TRUNCATED, path, "the archive ends within it; " + left + " bytes are missing");
        }

        /** Skips the rest of the content and checks the padding. */
        void skipRest() throws IOException {
            while (left > 0) {
                long skipped = in.skip(left);
                if (skipped == 0 && in.read() < 0) {
                    throw endsWithin();
                }
                left -= Math.max(1, skipped);
            }
            byte[] zeros = in.readNBytes(Padding.of(size));
            if (zeros.length < Padding.of(size)) {
                throw endsWithin();
            }
            if (!Padding.isZero(zeros)) {
                throw Refusal.of(ArchiveDefect.BAD_PADDING, path, "its last block is not padded with zeros");
            }
            size = 0;
        }
    }
}
