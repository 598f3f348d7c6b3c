package org.projectexporter.internal.exporting.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How SQLite's files begin and end (sqlite.org/fileformat2.html, 1.3, 3 and 4.1). */
final class DatabaseFormat {
    /** How many first bytes identify a file. */
    static final int IDENTIFIED_BYTES = 16;

    /** First in a rollback journal that is in use, and last in one that belongs to a transaction of several files. */
    static final long JOURNAL_MAGIC = 0xd9d505f920a163d7L;

    private static final ByteBuffer DATABASE_MAGIC =
            ByteBuffer.wrap("SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1));
    private static final int WAL_MAGIC = 0x377f0682;

    private DatabaseFormat() {}

    /** Whether a file with these first bytes is a database. */
    static boolean isDatabase(ByteBuffer first) {
        return first.remaining() >= IDENTIFIED_BYTES
                && first.slice(first.position(), IDENTIFIED_BYTES).equals(DATABASE_MAGIC);
    }

    /** Whether a file with these first bytes is a write-ahead log (of either byte order) or a rollback journal. */
    static boolean isLog(ByteBuffer first) {
        return first.remaining() >= Long.BYTES
                && ((first.getInt(first.position()) | 1) == (WAL_MAGIC | 1)
                        || first.getLong(first.position()) == JOURNAL_MAGIC);
    }
}
