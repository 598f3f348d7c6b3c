package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;

/** A tar without compression. */
final class PlainStream implements TarStream {
    private static final byte STATE_VERSION = 1;

    private final ArchiveOutput output;

    PlainStream(ArchiveOutput output) {
        this.output = output;
    }

    /** Resumes where {@code state} was taken. */
    static PlainStream restore(ArchiveOutput output, byte[] state) throws TarException {
        if (state.length != 1 || state[0] != STATE_VERSION) {
            throw new TarException(
                    Reason.OTHER_VERSION,
                    "the tar to resume was begun by another version of this program; resume it with that version, or"
                            + " start over");
        }
        return new PlainStream(output);
    }

    @Override
    public long position() {
        return output.position();
    }

    @Override
    public void begin(long bytes, boolean compress) {}

    @Override
    public boolean isPlain() {
        return true;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        output.write(data);
    }

    /** Always takes the snapshot: the output's position is the only state. */
    @Override
    public boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        snapshot.take(new byte[] {STATE_VERSION});
        return true;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
