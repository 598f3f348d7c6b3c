package org.projectexporter.testkit.example;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/**
 * The format "box": a magic, then entry after entry, then an end mark. Numbers are big-endian.
 *
 * <pre>
 * "BOX1"
 * entry:  type 'f' 'd' 'l' | mode int | seconds long | nanoseconds int | path bytes | link target bytes | size long
 *         content | crc32 long
 * end:    'e'
 * bytes:  length int | the bytes
 * </pre>
 */
public final class BoxFormat implements ArchiveFormat {
    static final byte[] MAGIC = "BOX1".getBytes(StandardCharsets.US_ASCII);
    static final int END = 'e';

    /** For {@link java.util.ServiceLoader}. */
    public BoxFormat() {}

    @Override
    public String name() {
        return "box";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".box");
    }

    @Override
    public String description() {
        return "an example: one entry after the other, nothing compressed";
    }

    @Override
    public boolean compresses() {
        return false;
    }

    @Override
    public boolean recognizes(ByteBuffer start) {
        return start.remaining() >= MAGIC.length
                && start.slice(start.position(), MAGIC.length).equals(ByteBuffer.wrap(MAGIC)); // whatever its name
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new BoxWriter(output);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return new BoxReader(archive);
    }
}
