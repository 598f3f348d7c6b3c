package org.projectexporter.git;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.projectexporter.SourceException;

/**
 * The reflogs of one reftable as they lie in its blocks, whatever ids it has: reftable in Git's technical documentation, "Log
 * block format" and "Footer". Keys share prefixes there; messages are whole.
 */
final class LogBlocks {
    private static final byte[] SIGNATURE = {'R', 'E', 'F', 'T'};
    private static final byte LOG = 'g';
    /** Type and inflated length. */
    private static final int BLOCK_HEADER = 4;
    /** Of the positions in the footer, the one of the first log block. */
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
    }

    private static SourceException damaged(String what) {
        return new SourceException("a table in reftable is damaged: " + what);
    }

    /** Whether a file begins as a table does. */
    static boolean isTable(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Whether the content of a block of logs, inflated, is such. */
    static boolean anyMatch(byte[] table, Predicate<byte[]> condition) throws SourceException {
        return new LogBlocks(table).anyMatch(condition);
    }

    private boolean anyMatch(Predicate<byte[]> condition) throws SourceException {
        boolean logsAlone = footer > header && table[header] == LOG;
        long first = ByteBuffer.wrap(table).getLong(footer + header + LOG_POSITION);
        long at = logsAlone ? header : first;
        int counted = logsAlone ? header : 0; // the first block of a file counts the file's header
        while (at > 0 && at + BLOCK_HEADER < footer && table[(int) at] == LOG) {
            int length = (ByteBuffer.wrap(table).getInt((int) at) & 0xffffff) - BLOCK_HEADER - counted;
            byte[] block = new byte[Math.max(0, length)];
            at += BLOCK_HEADER + inflate((int) at + BLOCK_HEADER, block);
            counted = 0;
            if (condition.test(block)) {
                return true;
            }
        }
        return false;
    }

    /** Fills the block; returns how many bytes it takes in the file. */
    private long inflate(int at, byte[] block) throws SourceException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(table, at, footer - at);
            int done = 0;
            for (int n = 1; n > 0 && done < block.length; done += n) {
                n = inflater.inflate(block, done, block.length - done);
            }
            if (done == 0 || done < block.length) {
                throw damaged("a block of logs is cut short");
            }
            inflater.inflate(new byte[1]); // reads the end of the stream
            return inflater.getBytesRead();
        } catch (DataFormatException e) {
            throw damaged("a block of logs cannot be inflated");
        } finally {
            inflater.end();
        }
    }
}
