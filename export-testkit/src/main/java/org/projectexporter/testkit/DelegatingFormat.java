package org.projectexporter.testkit;

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

/** A format that is another one, except for what a subclass changes. */
class DelegatingFormat implements ArchiveFormat {
    private final ArchiveFormat format;

    DelegatingFormat(ArchiveFormat format) {
        this.format = format;
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
        return format.keepsHardLinks();
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
        return format.restoreWriter(output, context, state, open);
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return format.openWriter(output, context);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return format.openReader(archive);
    }

    @Override
    public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return format.openStrictReader(archive);
    }
}
