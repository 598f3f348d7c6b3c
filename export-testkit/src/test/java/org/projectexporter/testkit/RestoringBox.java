package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.testkit.example.BoxFormat;

/** A box whose writers can be restored: a new one is brought to the same place, without output. */
class RestoringBox extends DelegatingFormat {
    RestoringBox() {
        super(new BoxFormat());
    }

    @Override
    public boolean restores() {
        return true;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new Writer(super.openWriter(output, context), state());
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        Mutable muted = new Mutable(output);
        ArchiveWriter writer = super.openWriter(muted, context);
        if (open != null) {
            writer.putEntry(open.entry());
            writeZeros(writer, open.bytesGiven());
        }
        muted.muted = false;
        return new Writer(writer, state());
    }

    private static void writeZeros(ArchiveWriter writer, long bytes) throws IOException {
        for (long left = bytes; left > 0; left -= Math.min(left, 1 << 16)) {
            writer.write(ByteBuffer.allocate((int) Math.min(left, 1 << 16)));
        }
    }

    /** What a snapshot consists of; a box needs nothing. */
    byte[] state() {
        return new byte[0];
    }

    private static final class Writer extends DelegatingWriter {
        private final byte[] state;
        private boolean finished;

        Writer(ArchiveWriter writer, byte[] state) {
            super(writer);
            this.state = state;
        }

        @Override
        public boolean offerSnapshot(Snapshot snapshot) throws IOException {
            if (!finished) {
                snapshot.take(state);
            }
            return !finished;
        }

        @Override
        public void finish() throws IOException {
            super.finish();
            finished = true;
        }

        @Override
        public void close() throws IOException {
            super.close();
            finished = true;
        }
    }

    /** Discards what it is given until it is no longer muted. */
    private static final class Mutable implements ArchiveOutput {
        private final ArchiveOutput output;
        private boolean muted = true;

        Mutable(ArchiveOutput output) {
            this.output = output;
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            if (!muted) {
                output.write(data);
            }
        }

        @Override
        public void patch(long position, ByteBuffer data) throws IOException {
            output.patch(position, data);
        }
    }
}
