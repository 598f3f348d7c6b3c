package org.projectexporter.internal.wire;

import java.io.IOException;
import java.nio.file.Path;

/** The bytes of a small file that is written and read in one piece: header, content, CRC-32C of both (4 bytes). */
public final class KeptFile {
    private KeptFile() {}

    /** The bytes of a file. */
    public static <T> byte[] encode(FileKind kind, T content, Encoder<T> encoder) throws IOException {
        WireWriter out = new WireWriter();
        kind.writeHeader(out);
        encoder.write(out, content);
        out.writeChecksum();
        return out.toByteArray();
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param file for the message
     * @throws KeptFileException if they are not a file of this kind and version
     */
    public static <T> T decode(FileKind kind, byte[] bytes, Path file, Decoder<T> decoder) throws IOException {
        WireReader whole = kind.reader(bytes, file);
        kind.readHeader(whole, file);
        int length = bytes.length - Integer.BYTES;
        if (length < FileKind.HEADER_BYTES) {
            throw whole.corrupt("it ends early");
        }
        WireReader content = kind.reader(whole.readFixed(length - FileKind.HEADER_BYTES), file);
        whole.requireChecksum();
        T value = content.readChecked(decoder);
        content.requireEnd();
        return value;
    }
}
