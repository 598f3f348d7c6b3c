package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is written through the page cache: a small one, or the end of one that shares the rest. */
final class SmallFile implements Tree.File {
    private final FileChannel channel;
    private final LargeFiles.Step whenWritten;
    private long sharedLeft;
    private boolean finished;

    /**
     * A file that has the first {@code shared} bytes of its content already.
     *
     * @param channel at the end of these
     * @param whenWritten sets mode and time and eventually closes the file
     */
    SmallFile(FileChannel channel, long shared, LargeFiles.Step whenWritten) {
        this.channel = channel;
        this.sharedLeft = shared;
        this.whenWritten = whenWritten;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        int there = (int) Math.min(length, sharedLeft);
        sharedLeft -= there;
        Tree.write(channel, ByteBuffer.wrap(bytes, there, length - there));
    }

    @Override
    public void finish() throws IOException {
        finished = true;
        whenWritten.run();
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            channel.close();
        }
    }
}
