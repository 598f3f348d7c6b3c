package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.WriterContext;

/**
 * A format whose archives are bags. An exporter passes the entries of an archive without a seal; to these the writer
 * gives their places in the {@link Bag}, and a {@link BagReader} removes these again. Hard links become files, since a
 * bag's manifest lists files.
 */
public final class BagFormat implements ArchiveFormat {
    private final ArchiveFormat format;
    private final Bag bag;

    /** Archives of {@code format} that are {@code bag}. */
    public BagFormat(ArchiveFormat format, Bag bag) {
        this.format = format;
        this.bag = bag;
    }

    private ArchiveEntry placed(ArchiveEntry entry) {
        return renamed(entry, bag.place(entry.path()));
    }

    /** The same entry with another path. */
    static ArchiveEntry renamed(ArchiveEntry entry, RawPath path) {
        return ArchiveEntry.builder(path, entry.type())
                .size(entry.size())
                .mtime(entry.mtime())
                .mode(entry.mode())
                .linkTarget(entry.linkTarget())
                .compress(entry.compress())
                .crc32(entry.crc32())
                .build();
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public List<String> suffixes() {
        return format.suffixes();
    }

    @Override
    public boolean recognizes(ByteBuffer start) {
        return format.recognizes(start);
    }

    @Override
    public String description() {
        return format.description();
    }

    @Override
    public boolean keepsHardLinks() {
        return false;
    }

    @Override
    public boolean compresses() {
        return format.compresses();
    }

    @Override
    public boolean deflates() {
        return format.deflates();
    }

    @Override
    public boolean crcInHeader() {
        return format.crcInHeader();
    }

    @Override
    public long alignsFrom() {
        return format.alignsFrom();
    }

    @Override
    public boolean needsSeek() {
        return format.needsSeek();
    }

    @Override
    public boolean restores() {
        return format.restores();
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        OpenEntry placed = open == null ? null : new OpenEntry(placed(open.entry()), open.bytesGiven());
        return new Writer(format.restoreWriter(output, context, state, placed));
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new Writer(format.openWriter(output, context));
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return format.openReader(archive);
    }

    @Override
    public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return format.openStrictReader(archive);
    }

    /** Gives entries their places. */
    private final class Writer implements ArchiveWriter {
        private final ArchiveWriter writer;

        Writer(ArchiveWriter writer) {
            this.writer = writer;
        }

        @Override
        public void putEntry(ArchiveEntry entry) throws IOException {
            writer.putEntry(placed(entry));
        }

        @Override
        public long contentStart(ArchiveEntry entry) throws IOException {
            return writer.contentStart(placed(entry));
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            writer.write(data);
        }

        @Override
        public void closeEntry(long crc32) throws IOException {
            writer.closeEntry(crc32);
        }

        @Override
        public boolean offerSnapshot(Snapshot snapshot) throws IOException {
            return writer.offerSnapshot(snapshot);
        }

        @Override
        public @Nullable Group newGroup(ByteBuffer into) {
            Group group = writer.newGroup(into);
            return group == null ? null : new PlacedGroup(group);
        }

        @Override
        public void append(Group group) throws IOException {
            writer.append(((PlacedGroup) group).group);
        }

        @Override
        public void finish() throws IOException {
            writer.finish();
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    private final class PlacedGroup implements ArchiveWriter.Group {
        private final ArchiveWriter.Group group;

        PlacedGroup(ArchiveWriter.Group group) {
            this.group = group;
        }

        @Override
        public boolean add(ArchiveEntry entry, ByteBuffer content) throws IOException {
            return group.add(placed(entry), content);
        }
    }
}
