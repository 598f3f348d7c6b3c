package org.projectexporter.fakes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;

/** An archive in memory that cannot be patched. */
public final class FakeOutput implements ArchiveOutput {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public long position() {
        return bytes.size();
    }

    @Override
    public void write(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public void patch(long position, ByteBuffer data) {
        throw new UnsupportedOperationException();
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
