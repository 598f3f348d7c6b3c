package org.projectexporter.fakes;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;

/** Reads the fake format, and checks each checksum. */
final class FakeReader implements ArchiveReader {
    private final DataInputStream in;
    private byte[] content = {};

    FakeReader(SeekableByteChannel archive) {
        this(Channels.newInputStream(archive));
    }

    FakeReader(InputStream archive) {
        in = new DataInputStream(archive);
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        if (in.readByte() == FakeHead.END) {
            return null;
        }
        ArchiveEntry entry = FakeHead.read(in);
        content = in.readNBytes((int) entry.size());
        CRC32 crc = new CRC32();
        crc.update(content);
        if (in.readLong() != crc.getValue()) {
            throw new IOException("the checksum of " + entry.path() + " is wrong");
        }
        return entry;
    }

    @Override
    public InputStream content() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public void close() {}
}
