package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;

/** A tar as it is. */
final class PlainStream implements TarStream {
    private static final byte STATE_VERSION = 1;

    private final ArchiveOutput output;

    PlainStream(ArchiveOutput output) {
        this.output = output;
    }

    /** Goes on where {@code state} was taken. */
    static PlainStream restore(ArchiveOutput output, byte[] state) throws TarException {
        if (state.length != 1 || state[0] != STATE_VERSION) {
            throw new TarException(
                    Reason.NOT_RESUMABLE, "the state to go on from is of another version of this program");
        }
        return new PlainStream(output);
    }

    @Override
    public void begin(long bytes, boolean compress) {}

    @Override
    public void write(ByteBuffer data) throws IOException {
        output.write(data);
    }

    /** Says yes, always: there is no state but the output's position. */
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
