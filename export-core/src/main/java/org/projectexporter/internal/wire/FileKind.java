package org.projectexporter.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A kind of file that one run writes and a later one reads, in one version of its layout; other versions are not read.
 * The header is described at the {@linkplain org.projectexporter.internal.wire package}.
 *
 * @param code four ASCII characters, unique among all kinds
 * @param version of the layout; a greater one is newer
 * @param name as in a message: {@code the journal}
 * @param ifOtherVersion what to do if another version of this program wrote it
 * @param ifCorrupt what to do if it is damaged
 */
public record FileKind(String code, int version, String name, String ifOtherVersion, String ifCorrupt) {
    /** Number of bytes of a header. */
    public static final int HEADER_BYTES = 16;

    private static final int MAGIC = 0x89505857; // the first byte is not ASCII, so that no text begins like this

    /** Before this header existed, files began with {@code PEXP} or {@code PEXL}; the eighth byte was their version. */
    private static final int MAGIC_BEFORE = 0x504558;

    private static final int BYTES_BEFORE = 8;

    public FileKind {
        if (!code.matches("[A-Z]{4}") || version < 1) {
            throw new IllegalArgumentException(code + " of version " + version);
        }
    }

    /** A file in the work folder of an export. */
    public static FileKind ofExport(String code, int version, String name) {
        return new FileKind(
                code,
                version,
                name,
                "resume the export with that version, or discard it and start over",
                "the export cannot be resumed: discard it and start over");
    }

    /** A file of this kind, to be read. */
    public Origin at(Path file) {
        return new Origin(name + " " + file, ifCorrupt);
    }

    /** A reader of bytes that a file of this kind holds. */
    public WireReader reader(byte[] bytes, Path file) {
        return new WireReader(bytes, at(file));
    }

    /** Writes a header; it must be the first thing that is written. */
    public void writeHeader(WireWriter out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(codeBytes());
        out.writeInt(version);
        out.writeChecksum();
    }

    /** A header alone. */
    public byte[] header() throws IOException {
        WireWriter out = new WireWriter(HEADER_BYTES);
        writeHeader(out);
        return out.toByteArray();
    }

    private int codeBytes() {
        byte[] bytes = code.getBytes(StandardCharsets.US_ASCII);
        return bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
    }

    /**
     * Reads a header; it must be the first thing that is read.
     *
     * @param file for the message
     * @throws CorruptFileException if it is not one of this kind
     * @throws OlderFileException if it is one of an older version
     * @throws NewerFileException if it is one of a newer version
     */
    public void readHeader(WireReader in, Path file) throws IOException {
        boolean mayBeOlder = in.remaining() >= BYTES_BEFORE;
        int magic = in.readInt();
        if (mayBeOlder && magic >>> Byte.SIZE == MAGIC_BEFORE) {
            throw new OlderFileException(otherVersion(file, "an older", in.readInt() & 0xff));
        }
        if (magic != MAGIC) {
            throw in.corrupt("it does not begin as a file of this program");
        }
        int found = in.readInt();
        int foundVersion = in.readInt();
        in.requireChecksum();
        if (found != codeBytes()) {
            throw in.corrupt("it is a file of another kind");
        }
        if (foundVersion < 1) {
            throw in.corrupt("a version of " + foundVersion);
        }
        if (foundVersion < version) {
            throw new OlderFileException(otherVersion(file, "an older", foundVersion));
        }
        if (foundVersion > version) {
            throw new NewerFileException(otherVersion(file, "a newer", foundVersion));
        }
    }

    /**
     * Reads the header of an open file, like {@link #readHeader(WireReader, Path)}; the channel's position does not
     * change.
     */
    public void readHeader(FileChannel channel, Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        int count = 0;
        while (header.hasRemaining() && count >= 0) {
            count = channel.read(header, header.position());
        }
        readHeader(reader(Arrays.copyOf(header.array(), header.position()), file), file);
    }

    private String otherVersion(Path file, String age, int found) {
        return name + " " + file + " was written by " + age + " version of this program (its layout is " + found
                + ", this version reads " + version + "); " + ifOtherVersion;
    }
}
