package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.compress.Pipeline;

/** Writes bytes that need no processing in order: at once if the pipeline is empty, otherwise later from a copy. */
final class OrderedOutput {
    private final ArchiveOutput output;
    private final Pipeline pipeline;
    private final long copiedBytesAtMost;
    private long copiedBytes;

    /** Keeps copies of at most {@code copiedBytesAtMost} bytes at a time, then waits. */
    OrderedOutput(ArchiveOutput output, Pipeline pipeline, long copiedBytesAtMost) {
        this.output = output;
        this.pipeline = pipeline;
        this.copiedBytesAtMost = copiedBytesAtMost;
    }

    /** Writes all of {@code data}, which may be reused after the call. */
    void write(ByteBuffer data) throws IOException {
        pipeline.takeFinished();
        if (pipeline.isEmpty()) {
            output.write(data);
            return;
        }
        int bytes = data.remaining();
        ByteBuffer copy = ByteBuffer.allocate(bytes).put(data).flip();
        copiedBytes += bytes;
        pipeline.add(turn -> {
            copiedBytes -= bytes;
            output.write(copy);
        });
        while (copiedBytes > copiedBytesAtMost) {
            pipeline.takeNext();
        }
    }
}
