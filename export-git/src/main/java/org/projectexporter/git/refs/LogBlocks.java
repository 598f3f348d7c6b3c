package org.projectexporter.git.refs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.projectexporter.MemoryException;
import org.projectexporter.SourceException;

/**
 * The log blocks of one reftable, for any length of ids: reftable in Git's technical documentation, "Log block format"
 * and "Footer". Keys are prefix-compressed in them; messages are complete.
 */
final class LogBlocks {
    private static final byte[] SIGNATURE = {'R', 'E', 'F', 'T'};
    private static final byte LOG = 'g';
    /** Length of type and inflated length. */
    private static final int BLOCK_HEADER = 4;
    /** Offset in the footer of the position of the first log block. */
    private static final int LOG_POSITION = 24;

    private final byte[] table;
    private final int header;
    private final int footer;

    private LogBlocks(byte[] table) throws SourceException {
        int version = isTable(table) && table.length > SIGNATURE.length ? table[SIGNATURE.length] : 0;
        this.table = table;
        this.header = version == 1 ? 24 : 28;
        this.footer = table.length - header - 44;
        if ((version != 1 && version != 2) || footer < 0) {
            throw damaged("it has no header of a known version");
        }
        requireFooter();
    }

    /** The footer repeats the header and ends in its own CRC-32. */
    private void requireFooter() throws SourceException {
        int end = table.length - Integer.BYTES;
        CRC32 crc = new CRC32();
        crc.update(table, footer, end - footer);
        boolean right = Arrays.equals(table, 0, header, table, footer, footer + header)
                && ByteBuffer.wrap(table).getInt(end) == (int) crc.getValue();
        if (!right) {
            throw damaged("it has no footer, or one that does not match its checksum");
        }
    }

    static LogBlocks of(byte[] table) throws SourceException {
        return new LogBlocks(table);
    }

    static SourceException damaged(String what) {
        return new SourceException("a table in reftable is damaged: " + what);
    }

    /** Whether a file begins like a table. */
    static boolean isTable(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Length of the table's header. */
    int header() {
        return header;
    }

    /** Position of the table's footer. */
    int footer() {
        return footer;
    }

    /** Position of the first log block, or of the footer if there is none. */
    int start() {
        boolean logsAlone = footer > header && table[header] == LOG;
        long first = ByteBuffer.wrap(table).getLong(footer + header + LOG_POSITION);
        return logsAlone ? header : first > header && first < footer ? (int) first : footer;
    }

    /**
     * An inflated log block.
     *
     * @param records followed by the restart table
     * @param before how many bytes the block's length and restarts count that are not in {@code records}: its type and
     *     length; if the file begins with this block, Git counts the file's header too, and JGit does not
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(byte[] records, int before) {}

    /** A condition on a block. */
    @FunctionalInterface
    interface Condition {
        boolean test(Block block) throws MemoryException;
    }

    /** Whether any log block meets a condition; the blocks after the first that does are not read. */
    boolean anyMatch(Condition condition) throws SourceException, MemoryException {
        int at = start();
        while (at + BLOCK_HEADER < footer && table[at] == LOG) {
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(table, at + BLOCK_HEADER, footer - at - BLOCK_HEADER);
                if (condition.test(inflated(inflater, at))) {
                    return true;
                }
                at += BLOCK_HEADER + (int) inflater.getBytesRead();
            } catch (DataFormatException e) {
                throw damaged("a log block cannot be inflated");
            } finally {
                inflater.end();
            }
        }
        return false;
    }

    private Block inflated(Inflater inflater, int at) throws DataFormatException, SourceException {
        int counted = ByteBuffer.wrap(table).getInt(at) & 0xffffff;
        byte[] records =
                new byte[Math.max(1, counted - BLOCK_HEADER + 1)]; // one extra byte to detect the end of the stream
        int length = 0;
        for (int n = 1; n > 0 && length < records.length; length += n) {
            n = inflater.inflate(records, length, records.length - length);
        }
        int before = counted - length;
        boolean whole = before == BLOCK_HEADER || (at == header && before == BLOCK_HEADER + header);
        if (!inflater.finished() || !whole) {
            throw damaged("a log block is truncated");
        }
        return new Block(Arrays.copyOf(records, length), before);
    }
}
