package org.projectexporter.sidecar.internal.http;

import jakarta.servlet.WriteListener;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.CompletableFuture;

/**
 * One body on its way, as fast as its client takes it; no thread waits between. (Jetty's {@code sendContent} of a channel does not tell
 * its callback of failures, as of 12.1.12, and so is of no use here.)
 */
final class ArchiveSending implements WriteListener {
    private final ReadableByteChannel content;
    private final HttpOutput output;
    private final SendBuffers buffers;
    private final ByteBuffer buffer;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();

    ArchiveSending(ReadableByteChannel content, HttpOutput output, SendBuffers buffers) {
        this.content = content;
        this.output = output;
        this.buffers = buffers;
        this.buffer = buffers.take();
    }

    /** Begins. */
    CompletableFuture<Void> start() {
        output.setWriteListener(this);
        return sent;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (output.isReady() && !sent.isDone()) {
            if (fill()) {
                output.write(buffer);
            } else {
                buffers.giveBack(buffer);
                sent.complete(null);
            }
        }
    }

    private boolean fill() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && content.read(buffer) >= 0) {
            // until it is full or all is read
        }
        return buffer.flip().hasRemaining();
    }

    /** The buffer is not given back, since nobody knows whether something still reads it. */
    @Override
    public void onError(Throwable failure) {
        sent.completeExceptionally(failure);
    }
}
