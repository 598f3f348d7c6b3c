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

/** The format "tar" (POSIX pax), which preserves everything and compresses nothing. */
public final class TarFormat implements ArchiveFormat {
    /** Creates the format, for {@link java.util.ServiceLoader}. */
    public TarFormat() {}

    @Override
    public String name() {
        return "tar";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".tar");
    }

    @Override
    public String description() {
        return "POSIX tar, not compressed; keeps names that are not UTF-8, hard links and times to 1 ns; GNU"
                + " tar, bsdtar, 7-Zip";
    }

    @Override
    public boolean keepsHardLinks() {
        return true;
    }

    @Override
    public boolean compresses() {
        return false;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) {
        return new TarWriter(new PlainStream(output));
    }

    @Override
    public long alignsFrom() {
        return Alignment.ALIGNED_BYTES;
    }

    @Override
    public boolean restores() {
        return true;
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        return new TarWriter(PlainStream.restore(output, state), open);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return new TarReader(new ChannelContent(archive), false, Dialect.OWN);
    }

    @Override
    public boolean recognizes(ByteBuffer start) {
        return Magic.isTar(start);
    }

    /** Also reads what other programs make of the same files. */
    @Override
    public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return new TarReader(new ChannelContent(archive), false, Dialect.GNU);
    }
}
