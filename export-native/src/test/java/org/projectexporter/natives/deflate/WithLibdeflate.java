package org.projectexporter.natives.deflate;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.concurrent.Executor;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.DeflateContext;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.zip.ZipFormat;

/** A format whose writers use libdeflate, whatever the context of a test names. */
public final class WithLibdeflate implements ArchiveFormat {
    private final ArchiveFormat format;

    WithLibdeflate(ArchiveFormat format) {
        this.format = format;
    }

    /** For {@link java.util.ServiceLoader}, in which a contract looks for its format. */
    public WithLibdeflate() {
        this(new ZipFormat());
    }

    private record Context(WriterContext context) implements DeflateContext {
        @Override
        public int compressionLevel() {
            return context.compressionLevel();
        }

        @Override
        public DeflateEngine deflateEngine() {
            return new LibdeflateEngine();
        }

        @Override
        public Executor workers() {
            return context.workers();
        }

        @Override
        public int parallelism() {
            return context.parallelism();
        }

        @Override
        public long workBytes() {
            return context.workBytes();
        }

        @Override
        public Spool newSpool(String name) throws IOException {
            return context.newSpool(name);
        }
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return format.openWriter(output, new Context(context));
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        return format.restoreWriter(output, new Context(context), state, open);
    }

    @Override
    public long alignsFrom() {
        return format.alignsFrom();
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
    public boolean restores() {
        return format.restores();
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
