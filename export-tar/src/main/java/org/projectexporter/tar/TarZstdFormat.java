package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/** The format "tar.zst": a tar in zstd frames, in which media files are stored without compressing them again. */
public final class TarZstdFormat implements ArchiveFormat {
    /** Creates the format, for {@link java.util.ServiceLoader}. */
    public TarZstdFormat() {}

    @Override
    public String name() {
        return "tar.zst";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".tar.zst", ".tzst");
    }

    @Override
    public String description() {
        return "POSIX tar in zstd, fast and small; keeps what tar.gz keeps; GNU tar and bsdtar with zstd";
    }

    @Override
    public boolean keepsHardLinks() {
        return true;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new TarWriter(new ZstdStream(output, context));
    }

    @Override
    public boolean restores() {
        return true;
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        return new TarWriter(ZstdStream.restore(output, context, state), open);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return new TarReader(new ZstdContent(archive), true, Dialect.OWN);
    }

    @Override
    public boolean recognizes(ByteBuffer start) {
        return Magic.isZstd(start);
    }

    /** Also reads what other programs make of the same files. */
    @Override
    public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return new TarReader(ZstdStreams.open(archive), true, Dialect.GNU);
    }
}
