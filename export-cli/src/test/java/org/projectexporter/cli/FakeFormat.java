package org.projectexporter.cli;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/** A format that has a name and suffixes, and neither writes nor reads. */
record FakeFormat(String name, List<String> suffixes) implements ArchiveFormat {
    static final List<ArchiveFormat> ALL = List.of(
            new FakeFormat("gz", List.of(".gz")),
            new FakeFormat("tar", List.of(".tar")),
            new FakeFormat("tar.gz", List.of(".tar.gz", ".tgz")),
            new FakeFormat("zip", List.of(".zip")));

    @Override
    public String description() {
        return "a format called " + name;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        throw new IOException("a fake");
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        throw new IOException("a fake");
    }
}
