package org.projectexporter.fakes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.Spool;

/** A spool in memory. */
public final class FakeSpool implements Spool {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public long length() {
        return bytes.size();
    }

    @Override
    public void append(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public InputStream read() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    public String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
