package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.projectexporter.CancellationToken;

/** The bytes of a file as a channel, until the export is cancelled. */
final class StreamChannel implements ReadableByteChannel {
    private final ContentOpener.Stream stream;
    private final CancellationToken cancellation;
    private boolean open = true;

    StreamChannel(ContentOpener.Stream stream, CancellationToken cancellation) {
        this.stream = stream;
        this.cancellation = cancellation;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        cancellation.throwIfCancelled();
        return stream.readOnce(into);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        stream.close();
    }
}
