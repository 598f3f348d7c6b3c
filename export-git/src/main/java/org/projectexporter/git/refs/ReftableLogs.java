package org.projectexporter.git.refs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

import org.projectexporter.MemoryException;
import org.projectexporter.SourceException;
import org.projectexporter.git.config.UrlSecrets;
import org.projectexporter.git.folder.IdFormat;

/**
 * Removes user information from the URLs in the reflogs of one reftable: {@code git pull https://user:TOKEN@host}
 * writes it there. A table without any is unchanged, byte for byte. Otherwise its log blocks are rewritten; refs and
 * everything else before the logs are unchanged.
 *
 * <p>The log index, which contains the positions of blocks, is left out: without it a reader scans the blocks one by
 * one (reftable in Git's technical documentation, "Log index" and "Footer").
 */
public final class ReftableLogs {
    /** Offset in the footer of the position of the log index. */
    private static final int LOG_INDEX_POSITION = 32;

    private final byte[] table;
    private final LogBlocks logs;
    private final int idBytes;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean changed;

    private ReftableLogs(byte[] table, LogBlocks logs, IdFormat ids) {
        this.table = table;
        this.logs = logs;
        this.idBytes = ids.bytes();
    }

    /** The table as it may be exported; the same array if there was nothing to remove. */
    public static byte[] blank(byte[] table, IdFormat ids) throws SourceException, MemoryException {
        if (!LogBlocks.isTable(table)) {
            return UrlSecrets.blank(table);
        }
        LogBlocks logs = LogBlocks.of(table);
        if (!logs.anyMatch(block -> UrlSecrets.blank(block.records()) != block.records())) {
            return table;
        }
        try {
            return new ReftableLogs(table, logs, ids).rewritten();
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SourceException("a table in reftable is damaged: a record is truncated", e);
        }
    }

    private byte[] rewritten() throws SourceException, MemoryException {
        out.write(table, 0, logs.start());
        logs.anyMatch(block -> {
            writeBlock(block.records(), block.before());
            return false;
        });
        writeFooter();
        return changed ? out.toByteArray() : table;
    }

    private void writeFooter() {
        ByteBuffer footer = ByteBuffer.allocate(table.length - logs.footer());
        footer.put(table, logs.footer(), footer.capacity());
        footer.putLong(logs.header() + LOG_INDEX_POSITION, 0);
        CRC32 crc = new CRC32();
        crc.update(footer.array(), 0, footer.capacity() - Integer.BYTES);
        footer.putInt(footer.capacity() - Integer.BYTES, (int) crc.getValue());
        out.writeBytes(footer.array());
    }

    /** Writes one block; the same records remain restart points. */
    private void writeBlock(byte[] bytes, int before) {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        Set<Integer> restarts = restarts(block, before);
        List<Integer> moved = new ArrayList<>();
        ByteArrayOutputStream records = new ByteArrayOutputStream(bytes.length);
        while (block.hasRemaining()) {
            if (restarts.contains(block.position())) {
                moved.add(records.size() + before);
            }
            int start = block.position();
            boolean hasMessage = skipToMessage(block);
            records.write(bytes, start, block.position() - start);
            if (hasMessage) {
                writeMessage(block, records);
            }
        }
        moved.forEach(position -> writeInt(position, 3, records));
        writeInt(moved.size(), 2, records);
        out.write('g');
        writeInt(before + records.size(), 3, out);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
            records.writeTo(deflating);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** The restart positions in the block, whose limit is set to where the restart table begins. */
    private static Set<Integer> restarts(ByteBuffer block, int before) {
        int count = block.getShort(block.limit() - 2) & 0xffff;
        int at = block.limit() - 2 - 3 * count;
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < count; i++) {
            positions.add((block.getInt(at + 3 * i - 1) & 0xffffff) - before);
        }
        block.limit(at);
        return positions;
    }

    /** Advances to the message of the record; false if it has none, since it deletes another record. */
    private boolean skipToMessage(ByteBuffer block) {
        ReftableRecords.varint(block);
        long suffixAndType = ReftableRecords.varint(block);
        ReftableRecords.bytes(block, suffixAndType >> 3);
        if ((suffixAndType & 7) == 0) {
            return false;
        }
        ReftableRecords.bytes(block, 2L * idBytes);
        ReftableRecords.skipCommitter(block);
        return true;
    }

    private void writeMessage(ByteBuffer block, ByteArrayOutputStream records) {
        byte[] message = ReftableRecords.bytes(block, ReftableRecords.varint(block));
        byte[] blanked = UrlSecrets.blank(message);
        changed |= blanked != message;
        writeVarint(blanked.length, records);
        records.writeBytes(blanked);
    }

    private static void writeInt(int value, int bytes, ByteArrayOutputStream target) {
        for (int i = bytes - 1; i >= 0; i--) {
            target.write(value >> (8 * i));
        }
    }

    /** The inverse of {@link ReftableRecords#varint}. */
    private static void writeVarint(int value, ByteArrayOutputStream target) {
        byte[] bytes = new byte[5];
        int at = bytes.length - 1;
        bytes[at] = (byte) (value & 0x7f);
        for (int rest = value >> 7; rest != 0; rest >>= 7) {
            rest--;
            bytes[--at] = (byte) (0x80 | (rest & 0x7f));
        }
        target.write(bytes, at, bytes.length - at);
    }
}
