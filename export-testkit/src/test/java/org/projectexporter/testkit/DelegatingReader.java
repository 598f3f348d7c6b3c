package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;

/** A reader that is another one, except for what a subclass changes. */
class DelegatingReader implements ArchiveReader {
    private final ArchiveReader reader;

    DelegatingReader(ArchiveReader reader) {
        this.reader = reader;
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        return reader.next();
    }

    @Override
    public InputStream content() throws IOException {
        return reader.content();
    }

    @Override
    public long position() {
        return reader.position();
    }

    @Override
    public OptionalLong contentPosition() throws IOException {
        return reader.contentPosition();
    }

    @Override
    public boolean isRepacked() {
        return reader.isRepacked();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
