package org.projectexporter.internal.exporting.journal;

import org.projectexporter.internal.io.Crc32c;

/**
 * What a file of the work folder held at some moment.
 *
 * @param length number of bytes
 * @param crc32c CRC-32C of that many
 */
public record FileMark(long length, int crc32c) {
    /** That of an empty file. */
    public static final FileMark EMPTY = new FileMark(0, 0);

    public FileMark {
        if (length < 0) {
            throw new IllegalArgumentException("a file has " + length + " bytes");
        }
    }

    /** The mark of a file that holds these bytes. */
    public static FileMark of(byte[] bytes) {
        return new FileMark(bytes.length, Crc32c.of(bytes));
    }
}
