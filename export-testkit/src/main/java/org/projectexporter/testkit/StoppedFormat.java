package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/** A format whose archives cannot grow past an offset, as if the disk failed there. Counts restored writers. */
final class StoppedFormat extends DelegatingFormat {
    private final long stopBytes;
    private int restored;

    StoppedFormat(ArchiveFormat format, long stopBytes) {
        super(format);
        this.stopBytes = stopBytes;
    }

    /** The number of writers that continued an archive. */
    int restored() {
        return restored;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return super.openWriter(new Stopping(output), context);
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        restored++;
        return super.restoreWriter(new Stopping(output), context, state, open);
    }

    private final class Stopping implements ArchiveOutput {
        private final ArchiveOutput output;

        Stopping(ArchiveOutput output) {
            this.output = output;
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            if (output.position() + data.remaining() > stopBytes) {
                throw new IOException("the test stops this export at byte " + stopBytes);
            }
            output.write(data);
        }

        @Override
        public void patch(long position, ByteBuffer data) throws IOException {
            output.patch(position, data);
        }
    }
}
