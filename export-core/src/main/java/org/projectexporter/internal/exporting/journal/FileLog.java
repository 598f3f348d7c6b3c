package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/**
 * An append-only file of records.
 *
 * <p>The file: magic and version (8 bytes), the export's id (16), CRC-32C of both (4); then records: length (4), number from 0
 * (8), CRC-32C of length, number and content (4), content. All numbers big-endian. What a crash can leave is a torn tail: bytes
 * at the end that are no record, with no record behind them; it is cut off. Anything else is damage, and nothing is believed.
 */
final class FileLog implements CheckpointStore.Log {
    private static final long MAGIC = 0x504558504A524E02L; // "PEXPJRN" and the version
    private static final int ID_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + ID_BYTES + Integer.BYTES;
    private static final int RECORD_HEAD_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int LARGEST_RECORD = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private long records;
    private long end = HEAD_BYTES;
    private boolean failed;

    private FileLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileLog open(Path file, byte[] exportId) throws IOException {
        if (exportId.length != ID_BYTES) {
            throw new IllegalArgumentException("an export's id has 16 bytes, not " + exportId.length);
        }
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLog log = new FileLog(file, channel);
        try {
            log.readOrWriteHead(exportId);
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void readOrWriteHead(byte[] exportId) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        if (channel.size() >= HEAD_BYTES) {
            readFully(head, 0);
        }
        boolean whole = head.getInt(Long.BYTES + ID_BYTES) == checksum(head.array(), Long.BYTES + ID_BYTES);
        if (!whole && channel.size() <= HEAD_BYTES) {
            writeHead(exportId); // the run that made the file died before its first record
            return;
        }
        if (!whole) {
            throw untrusted("its head is damaged");
        }
        byte[] id = Arrays.copyOfRange(head.array(), Long.BYTES, Long.BYTES + ID_BYTES);
        if (head.getLong(0) != MAGIC) {
            throw new ExportException(
                    Reason.NOT_RESUMABLE,
                    "the journal " + file + " was written by another version of this program; resume"
                            + " this export with that version, or discard it and start it again");
        }
        if (!Arrays.equals(id, exportId)) {
            throw untrusted("it belongs to another export");
        }
    }

    private void writeHead(byte[] exportId) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putLong(MAGIC).put(exportId);
        head.putInt(checksum(head.array(), head.position())).flip();
        writeFully(head, 0);
        channel.force(true);
    }

    private ExportException untrusted(String why) {
        return new ExportException(
                Reason.NOT_RESUMABLE,
                "the journal " + file + " cannot be trusted: " + why + "; discard this export, and start it again");
    }

    @Override
    public void replay(CheckpointStore.RecordReader reader) throws IOException {
        channel.position(HEAD_BYTES);
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
        long at = HEAD_BYTES;
        long number = 0;
        for (byte[] record = read(in, number); record != null; record = read(in, number)) {
            reader.read(record);
            at += RECORD_HEAD_BYTES + record.length;
            number++;
        }
        requireNoRecordAfter(at, number);
        records = number;
        end = at;
        channel.truncate(end);
    }

    /** The next record, or null where there is none that is whole. */
    private static byte @Nullable [] read(DataInputStream in, long number) throws IOException {
        try {
            int length = in.readInt();
            long found = in.readLong();
            int crc = in.readInt();
            if (found != number || length < 0 || length > LARGEST_RECORD) {
                return null;
            }
            byte[] content = in.readNBytes(length);
            boolean whole = content.length == length && crc == checksum(number, content);
            return whole ? content : null;
        } catch (EOFException e) {
            return null;
        }
    }

    /**
     * Each record is durable before the next is written; so behind one that is not whole there is nothing. Where a later number
     * shows up all the same, the one that is not whole was damaged.
     */
    private void requireNoRecordAfter(long from, long number) throws IOException {
        long size = channel.size();
        if (size - from > LARGEST_RECORD + RECORD_HEAD_BYTES) {
            throw untrusted("record " + number + " is damaged");
        }
        ByteBuffer rest = ByteBuffer.allocate((int) (size - from));
        readFully(rest, from);
        for (int at = 0; at + RECORD_HEAD_BYTES <= rest.limit(); at++) {
            long found = rest.getLong(at + Integer.BYTES);
            int length = rest.getInt(at);
            boolean mayBe = found > number
                    && found < number + size
                    && length >= 0
                    && length <= rest.limit() - at - RECORD_HEAD_BYTES;
            if (mayBe) {
                byte[] content =
                        Arrays.copyOfRange(rest.array(), at + RECORD_HEAD_BYTES, at + RECORD_HEAD_BYTES + length);
                if (rest.getInt(at + Integer.BYTES + Long.BYTES) == checksum(found, content)) {
                    throw untrusted("record " + number + " is damaged");
                }
            }
        }
    }

    @Override
    public void append(byte[] record) throws IOException {
        if (failed) {
            throw new IOException("the journal " + file + " could not be written before");
        }
        failed = true; // until it is durable: what a failed write has left is not to be built on
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_HEAD_BYTES + record.length);
        bytes.putInt(record.length)
                .putLong(records)
                .putInt(checksum(records, record))
                .put(record)
                .flip();
        end += writeFully(bytes, end);
        channel.force(true);
        records++;
        failed = false;
    }

    private static int checksum(long number, byte[] content) {
        CRC32C crc = new CRC32C();
        ByteBuffer head = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(content.length)
                .putLong(number);
        crc.update(head.flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private int writeFully(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
        return (int) (at - position);
    }

    private void readFully(ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                throw untrusted("it ends early");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
