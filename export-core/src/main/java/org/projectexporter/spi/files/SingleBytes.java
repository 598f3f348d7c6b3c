package org.projectexporter.spi.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Single bytes for streams that do all their work on many bytes at once: what their methods for one byte call. */
public final class SingleBytes {
    private SingleBytes() {}

    /**
     * Reads one byte with {@link InputStream#read(byte[], int, int)}.
     *
     * @param in implements that method
     * @return the byte, from 0 to 255, or -1 at the end
     * @throws IOException if the stream fails
     */
    public static int read(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Writes one byte with {@link OutputStream#write(byte[], int, int)}.
     *
     * @param b its low eight bits count
     * @param out implements that method
     * @throws IOException if the stream fails
     */
    public static void write(int b, OutputStream out) throws IOException {
        out.write(new byte[] {(byte) b}, 0, 1);
    }
}
