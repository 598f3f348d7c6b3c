package org.projectexporter.internal.exporting.journal;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.internal.io.Crc32c;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The content of a file of the work folder at some moment.
 *
 * @param length number of bytes
 * @param crc32c CRC-32C of that many bytes
 */
public record FileMark(long length, int crc32c) {
    /** The mark of an empty file. */
    public static final FileMark EMPTY = new FileMark(0, 0);

    public FileMark {
        if (length < 0) {
            throw new IllegalArgumentException("a file has " + length + " bytes");
        }
    }

    /** The mark of a file with these bytes. */
    public static FileMark of(byte[] bytes) {
        return new FileMark(bytes.length, Crc32c.of(bytes));
    }

    static void write(WireWriter out, FileMark mark) throws IOException {
        out.writeLong(mark.length);
        out.writeInt(mark.crc32c);
    }

    static FileMark read(WireReader in) throws IOException {
        return new FileMark(in.readLong(), in.readInt());
    }

    /** Writes marks, each with the name of its file. */
    static void writeAll(WireWriter out, Map<String, FileMark> marks) throws IOException {
        out.writeList(new TreeMap<>(marks).entrySet(), (to, mark) -> {
            to.writeText(mark.getKey());
            write(to, mark.getValue());
        });
    }

    static Map<String, FileMark> readAll(WireReader in) throws IOException {
        Map<String, FileMark> marks = new TreeMap<>();
        in.readList(from -> marks.put(from.readText(), read(from)));
        return marks;
    }
}
