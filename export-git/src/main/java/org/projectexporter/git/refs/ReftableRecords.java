package org.projectexporter.git.refs;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;

/**
 * The records of one reftable, from its first block to its last: reftable in Git's technical documentation, "Ref block
 * format" and "Log block format". Ids are SHA-1 in the first version of the format; the second names the hash algorithm
 * in its header.
 */
final class ReftableRecords {
    private static final byte REF = 'r';
    private static final int SHA256_ID = 0x73323536; // "s256"
    /** The part of a log's key after the name: a NUL and the update index, inverted so that the newest comes first. */
    private static final int AFTER_NAME = 9;

    /** Receives the records of a table. */
    interface Visitor {
        /** Receives a ref and the object that it points to; null if the ref was deleted, or points to another ref. */
        void ref(RawPath name, @Nullable String id) throws MemoryException;

        /** Receives a ref that points to another one; by default, as one that points to no object. */
        default void symbolic(RawPath name, RawPath target) throws MemoryException {
            ref(name, null);
        }

        /** Receives an entry of a reflog; both ids are null if the entry was deleted. */
        void log(RawPath name, long updateIndex, @Nullable String oldId, @Nullable String newId) throws MemoryException;
    }

    private final byte[] table;
    private final Visitor visitor;
    private final int idBytes;

    private ReftableRecords(byte[] table, int idBytes, Visitor visitor) {
        this.table = table;
        this.idBytes = idBytes;
        this.visitor = visitor;
    }

    /**
     * Visits all records of a table, refs first, each kind in the order of its keys.
     *
     * @throws SourceException if the table is damaged, or has ids of another length
     */
    static void read(byte[] table, IdFormat ids, Visitor visitor) throws SourceException, MemoryException {
        LogBlocks logs = LogBlocks.of(table);
        boolean sha256 = logs.header() > 24 && ByteBuffer.wrap(table).getInt(24) == SHA256_ID;
        if (sha256 != (ids == IdFormat.SHA256)) {
            throw LogBlocks.damaged("its ids are not those of the repository");
        }
        ReftableRecords records = new ReftableRecords(table, ids.bytes(), visitor);
        try {
            records.readRefs(logs.header(), logs.footer());
            logs.anyMatch(block -> {
                records.readLogs(ByteBuffer.wrap(block.records()));
                return false;
            });
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SourceException("a table in reftable is damaged: a record is truncated", e);
        }
    }

    /**
     * Blocks begin with their type and length, which in the first block includes the file's header; padding zeros may
     * follow.
     */
    private void readRefs(int header, int footer) throws SourceException, MemoryException {
        int start = 0;
        int at = header;
        while (at < footer && table[at] == REF) {
            int end = start + (ByteBuffer.wrap(table).getInt(at) & 0xffffff);
            if (end <= at || end > footer) {
                throw LogBlocks.damaged("a ref block is truncated");
            }
            ByteBuffer block = ByteBuffer.wrap(table, at + 4, end - at - 4).slice();
            readBlock(block, this::readRef);
            while (end < footer && table[end] == 0) {
                end++;
            }
            start = end;
            at = end;
        }
    }

    private interface Value {
        void read(ByteBuffer block, byte[] key, int type) throws MemoryException;
    }

    private void readLogs(ByteBuffer block) throws MemoryException {
        readBlock(block, this::readLog);
    }

    /** Reads records up to the restart table, which has three bytes per restart and is followed by their number. */
    private static void readBlock(ByteBuffer block, Value value) throws MemoryException {
        int restarts = block.getShort(block.limit() - 2) & 0xffff;
        block.limit(block.limit() - 2 - 3 * restarts);
        byte[] key = new byte[0];
        while (block.hasRemaining()) {
            int prefix = (int) varint(block);
            long suffixAndType = varint(block);
            byte[] suffix = bytes(block, suffixAndType >> 3);
            if (prefix < 0 || prefix > key.length) {
                throw new IllegalArgumentException("a key has a prefix longer than the key before");
            }
            key = Arrays.copyOf(key, prefix + suffix.length);
            System.arraycopy(suffix, 0, key, prefix, suffix.length);
            value.read(block, key, (int) suffixAndType & 7);
        }
    }

    private void readRef(ByteBuffer block, byte[] key, int type) throws MemoryException {
        varint(block); // update index
        String id = type == 1 || type == 2 ? id(block) : null;
        if (type == 2) {
            id(block); // the peeled target of a tag
        } else if (type == 3) {
            visitor.symbolic(RawPath.of(key), RawPath.of(bytes(block, varint(block))));
            return;
        }
        visitor.ref(RawPath.of(key), id);
    }

    private void readLog(ByteBuffer block, byte[] key, int type) throws MemoryException {
        if (key.length < AFTER_NAME) {
            throw new IllegalArgumentException("a key of a log without an update index");
        }
        RawPath name = RawPath.of(Arrays.copyOf(key, key.length - AFTER_NAME));
        long updateIndex = ~ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
        if (type == 0) {
            visitor.log(name, updateIndex, null, null);
            return;
        }
        visitor.log(name, updateIndex, id(block), id(block));
        skipCommitter(block);
        bytes(block, varint(block)); // message
    }

    /** Skips the committer and the time, which are between the ids and the message. */
    static void skipCommitter(ByteBuffer block) {
        bytes(block, varint(block)); // name
        bytes(block, varint(block)); // address
        varint(block); // seconds
        block.getShort(); // time zone
    }

    private String id(ByteBuffer block) {
        return HexFormat.of().formatHex(bytes(block, idBytes));
    }

    static byte[] bytes(ByteBuffer block, long count) {
        if (count < 0 || count > block.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) count];
        block.get(bytes);
        return bytes;
    }

    /** As the offsets of gitformat-pack(5): seven bits a byte, one added for each byte that follows. */
    static long varint(ByteBuffer block) {
        int b = block.get();
        long value = b & 0x7f;
        for (int i = 0; (b & 0x80) != 0; i++) {
            if (i == Long.BYTES) {
                throw new IllegalArgumentException("a number has too many bytes");
            }
            b = block.get();
            value = ((value + 1) << 7) | (b & 0x7f);
        }
        return value;
    }
}
