package org.projectexporter.tar;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.files.SingleBytes;

/** Opens the content of a {@code tar.zst} that this program or another one has compressed. */
final class ZstdStreams {
    private ZstdStreams() {}

    /** Reads strictly what ends with our table of frames, and everything else as zstd's own program does. */
    static InputStream open(SeekableByteChannel archive) throws IOException {
        try {
            return new ZstdContent(archive);
        } catch (RefusedArchiveException noTable) {
            if (noTable.defect() != ArchiveDefect.TRUNCATED) {
                throw noTable;
            }
            ZstdLibrary.load();
            return new ForeignContent(new ZstdInputStreamNoFinalizer(new ChannelContent(archive)));
        }
    }

    /** Frames of any size (RFC 8878), with a window of up to 128 MiB, the limit of zstd's own program. */
    private static final class ForeignContent extends FilterInputStream {
        ForeignContent(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return SingleBytes.read(this);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (ZstdIOException e) {
                boolean cut = String.valueOf(e.getMessage()).contains("Truncated");
                throw Refusal.of(
                        cut ? ArchiveDefect.TRUNCATED : ArchiveDefect.DAMAGED_CONTENT,
                        "zstd: the stream is damaged or too large a window was used: " + e.getMessage());
            }
        }

        /** By reading, so that damage is found. */
        @Override
        public long skip(long bytes) throws IOException {
            byte[] skipped = new byte[(int) Math.min(Math.max(0, bytes), 1 << 16)];
            return Math.max(0, read(skipped, 0, skipped.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
