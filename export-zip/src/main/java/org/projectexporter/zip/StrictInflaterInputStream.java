package org.projectexporter.zip;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.projectexporter.ArchiveDefect;

/** Inflates a deflate stream, after whose end no input may be left. It does not end the inflater. */
final class StrictInflaterInputStream extends InflaterInputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final CentralHeader entry;

    StrictInflaterInputStream(InputStream in, Inflater inflater, CentralHeader entry) {
        super(in, inflater, BUFFER_BYTES);
        this.entry = entry;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
            throw entry.refused(ArchiveDefect.BYTES_BEHIND_CONTENT, "bytes follow the end of its deflated content");
        }
        return n;
    }
}
