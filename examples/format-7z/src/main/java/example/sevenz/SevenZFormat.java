package example.sevenz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/** The format {@code 7z}, with LZMA2, by Apache Commons Compress. */
public final class SevenZFormat implements ArchiveFormat {
    /** Section "SignatureHeader" of 7zFormat.txt in the LZMA SDK. */
    private static final byte[] SIGNATURE = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};

    /** Creates the format, for {@link java.util.ServiceLoader}. */
    public SevenZFormat() {}

    @Override
    public String name() {
        return "7z";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".7z");
    }

    @Override
    public String description() {
        return "small, and slow to write; opens with 7-Zip, bsdtar, macOS and Windows 11";
    }

    @Override
    public boolean recognizes(ByteBuffer start) {
        return start.remaining() >= SIGNATURE.length
                && start.slice(start.position(), SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE));
    }

    /** The header at the beginning says where the list of entries is, which follows the last content. */
    @Override
    public boolean needsSeek() {
        return true;
    }

    /** The library cannot save the state of a compressor. */
    @Override
    public boolean restores() {
        return false;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new SevenZWriter(output, context.compressionLevel());
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return new SevenZReader(archive);
    }
}
