package org.projectexporter.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.projectexporter.spi.Spool;

/** A spool in memory. */
public final class MemorySpool implements Spool {
    private final MemoryOutput bytes = new MemoryOutput();

    /** An empty one. */
    public MemorySpool() {}

    @Override
    public long length() {
        return bytes.position();
    }

    @Override
    public void append(ByteBuffer data) {
        bytes.write(data);
    }

    @Override
    public InputStream read() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
