package org.projectexporter.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.projectexporter.spi.Spool;

/** A spool in memory. */
public final class MemorySpool implements Spool {
    private final MemoryOutput bytes = new MemoryOutput();

    /** An empty spool. */
    public MemorySpool() {}

    @Override
    public long length() {
        return bytes.position();
    }

    @Override
    public void append(ByteBuffer data) {
        bytes.write(data);
    }

    /**
     * Drops its end, as if the program had been stopped there.
     *
     * @param length number of bytes that are kept
     */
    public void cutBack(long length) {
        bytes.cutBack(length);
    }

    @Override
    public InputStream read() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
