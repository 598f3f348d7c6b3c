package org.projectexporter.internal.exporting.database;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * CRC-32 and CRC-32C of the same bytes: 64 bits to compare two readings within one run. In a program that has just
 * been started, SHA-256 takes a second for what these take a millisecond for; by then a busy database has changed.
 */
public final class QuickSum implements Checksum {
    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();

    @Override
    public void update(int b) {
        crc32.update(b);
        crc32c.update(b);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        crc32.update(bytes, offset, length);
        crc32c.update(bytes, offset, length);
    }

    @Override
    public void update(ByteBuffer data) {
        crc32.update(data.duplicate());
        crc32c.update(data);
    }

    @Override
    public long getValue() {
        return crc32.getValue() << Integer.SIZE | crc32c.getValue();
    }

    @Override
    public void reset() {
        crc32.reset();
        crc32c.reset();
    }

    /** The value as it is in a {@link DatabaseState}. */
    public String text() {
        return HexFormat.of().toHexDigits(getValue());
    }
}
