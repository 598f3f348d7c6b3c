package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/**
 * The format "zip", which opens everywhere. Names and link targets are stored as bytes, times to 100 ns; hard links are
 * not supported.
 */
public final class ZipFormat implements ArchiveFormat {
    /** Creates the format, for {@link java.util.ServiceLoader}. */
    public ZipFormat() {}

    @Override
    public String name() {
        return "zip";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".zip");
    }

    /** The first local header (APPNOTE 4.3.7), or the end record of a zip without entries (4.3.16). */
    @Override
    public boolean recognizes(ByteBuffer start) {
        int signature = start.remaining() < Integer.BYTES
                ? 0
                : start.order(ByteOrder.LITTLE_ENDIAN).getInt(start.position());
        return signature == EntryHeaders.LOCAL_SIGNATURE || signature == CentralDirectory.END_SIGNATURE;
    }

    @Override
    public String description() {
        return "ZIP with ZIP64; opened by every operating system, unzip, 7-Zip and bsdtar";
    }

    @Override
    public boolean deflates() {
        return true;
    }

    @Override
    public boolean crcInHeader() {
        return true;
    }

    @Override
    public long alignsFrom() {
        return EntryHeaders.ALIGNED_BYTES;
    }

    @Override
    public boolean restores() {
        return true;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new ZipWriter(output, context, ZipState.betweenEntries(DirectoryState.EMPTY));
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        ZipState known = ZipState.decode(state);
        return open == null ? new ZipWriter(output, context, known) : ZipWriter.within(open, output, context, known);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return ZipReader.open(archive);
    }

    /** Checks all headers before the first entry is returned. */
    @Override
    public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return ZipReader.openStrictly(archive);
    }
}
