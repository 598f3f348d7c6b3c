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

/** The format "tar.gz": a tar in one gzip member, in which media files are stored without compressing them again. */
public final class TarGzipFormat implements ArchiveFormat {
    /** Creates the format, for {@link java.util.ServiceLoader}. */
    public TarGzipFormat() {}

    @Override
    public String name() {
        return "tar.gz";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".tar.gz", ".tgz");
    }

    @Override
    public String description() {
        return "POSIX tar in gzip; keeps names that are not UTF-8, hard links and times to 1 ns; GNU tar,"
                + " bsdtar, 7-Zip";
    }

    @Override
    public boolean deflates() {
        return true;
    }

    @Override
    public boolean keepsHardLinks() {
        return true;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new TarWriter(GzipStream.begin(output, context));
    }

    @Override
    public boolean restores() {
        return true;
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        return new TarWriter(GzipStream.restore(output, context, state), open);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return new TarReader(new GzipContent(new ChannelContent(archive), Dialect.OWN), true, Dialect.OWN);
    }

    @Override
    public boolean recognizes(ByteBuffer start) {
        return Magic.isGzip(start);
    }

    /** Also reads what other programs make of the same files. */
    @Override
    public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return new TarReader(new GzipContent(new ChannelContent(archive), Dialect.GNU), true, Dialect.GNU);
    }
}
