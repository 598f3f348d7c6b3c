package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import jakarta.servlet.WriteListener;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.CompletableFuture;

/**
 * One outgoing body, sent as fast as its client reads; no thread waits. (Jetty's {@code sendContent} of a channel does
 * not report failures to its callback, as of 12.1.12, and so cannot be used.)
 */
final class BodySending implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(BodySending.class);

    private final ReadableByteChannel content;
    private final HttpOutput output;
    private final SendBuffers buffers;
    private final ByteBuffer buffer;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();

    private BodySending(ReadableByteChannel content, HttpOutput output, SendBuffers buffers) {
        this.content = content;
        this.output = output;
        this.buffers = buffers;
        this.buffer = buffers.take();
    }

    /**
     * Answers a request with {@code content} when its route returns.
     *
     * @param end called when the body was sent, or can no longer be sent
     */
    static void answer(Context context, ReadableByteChannel content, SendBuffers buffers, Runnable end) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
        context.future(() -> new BodySending(content, request.getHttpOutput(), buffers)
                .start()
                .whenComplete((unused, failure) -> end.run())
                .exceptionally(failure -> abort(request, failure)));
    }

    /** A failure can no longer be reported: the connection ends before all announced bytes were sent. */
    private static @Nullable Void abort(ServletContextRequest request, Throwable failure) {
        LOG.debug("an answer ended early: {}", failure.toString());
        request.getServletChannel().abort(failure);
        return null;
    }

    private CompletableFuture<Void> start() {
        output.setWriteListener(this);
        return sent;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (output.isReady() && !sent.isDone()) {
            if (fill()) {
                output.write(buffer);
            } else {
                buffers.recycle(buffer);
                sent.complete(null);
            }
        }
    }

    private boolean fill() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && content.read(buffer) >= 0) {
            // until it is full or everything is read
        }
        return buffer.flip().hasRemaining();
    }

    /** The buffer is not recycled, since it may still be in use. */
    @Override
    public void onError(Throwable failure) {
        if (sent.completeExceptionally(failure)) {
            buffers.forget();
        }
    }
}
