package org.projectexporter.internal.reading.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.files.SingleBytes;

/** A sink whose failures cannot be confused with damage of the archive. */
final class GuardedSink {
    private final EntrySink sink;

    GuardedSink(EntrySink sink) {
        this.sink = sink;
    }

    void begins(ArchiveEntry entry, EntrySink.ContentPosition content) throws SinkException {
        try {
            sink.begins(entry, content);
        } catch (SinkException e) {
            throw e; // a refusal by the reader
        } catch (IOException e) {
            throw new SinkException(e);
        }
    }

    void takes(byte[] bytes, int length) throws SinkException {
        try {
            sink.takes(bytes, length);
        } catch (IOException e) {
            throw new SinkException(e);
        }
    }

    void ends(ArchiveEntry entry) throws SinkException {
        try {
            sink.ends(entry);
        } catch (IOException e) {
            throw new SinkException(e);
        }
    }

    /** A stream that passes everything read from it to the sink as well. */
    InputStream tee(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                return SingleBytes.read(this);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = super.read(into, offset, length);
                if (n > 0) {
                    takes(offset == 0 ? into : Arrays.copyOfRange(into, offset, offset + n), n);
                }
                return n;
            }
        };
    }
}
