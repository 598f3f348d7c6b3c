package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.files.SingleBytes;

/** A reader whose refusals end the reading, whereas damage would be recorded and skipped. */
final class RefusingReader implements ArchiveReader {
    private final ArchiveReader reader;

    private RefusingReader(ArchiveReader reader) {
        this.reader = reader;
    }

    /** Opens a reader. */
    interface Opening {
        ArchiveReader open() throws IOException;
    }

    static RefusingReader open(Opening opening) throws IOException {
        try {
            return new RefusingReader(opening.open());
        } catch (RefusedArchiveException e) {
            throw new SinkException(e);
        }
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        try {
            return reader.next();
        } catch (RefusedArchiveException e) {
            throw new SinkException(e);
        }
    }

    @Override
    public InputStream content() throws IOException {
        return new FilterInputStream(reader.content()) {
            @Override
            public int read() throws IOException {
                return SingleBytes.read(this);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                try {
                    return super.read(into, offset, length);
                } catch (RefusedArchiveException e) {
                    throw new SinkException(e);
                }
            }
        };
    }

    @Override
    public OptionalLong contentPosition() throws IOException {
        try {
            return reader.contentPosition();
        } catch (RefusedArchiveException e) {
            throw new SinkException(e);
        }
    }

    @Override
    public long position() {
        return reader.position();
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
