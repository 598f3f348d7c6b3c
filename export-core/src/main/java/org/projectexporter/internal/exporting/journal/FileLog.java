package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.projectexporter.ExportException;
import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * An append-only file of records.
 *
 * <p>The file: header (16 bytes), the export's id (16), CRC-32C of both (4); then records: length (4), number from 0
 * (8), CRC-32C of length, number and content (4), content. A crash can leave a torn tail: bytes at the end that are not
 * a record, with no record after them; it is cut off. Anything else is damage, and the entire log is rejected.
 */
final class FileLog implements CheckpointStore.Log {
    /** Version 2 had a header of its own. */
    static final FileKind KIND = FileKind.ofExport("JRNL", 6, "the journal");

    private static final int ID_BYTES = 16;
    private static final int HEAD_BYTES = FileKind.HEADER_BYTES + ID_BYTES + Integer.BYTES;
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
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD_BYTES, channel.size()));
        readFully(head, 0);
        WireReader in = KIND.reader(head.array(), file);
        byte[] id;
        try {
            KIND.readHeader(in, file);
            id = in.readFixed(ID_BYTES);
            in.requireChecksum();
        } catch (CorruptFileException e) {
            if (channel.size() > HEAD_BYTES) {
                throw e;
            }
            writeHead(exportId); // the run that made the file died before its first record
            return;
        }
        if (!Arrays.equals(id, exportId)) {
            throw damaged("it belongs to another export");
        }
    }

    private void writeHead(byte[] exportId) throws IOException {
        WireWriter out = new WireWriter(HEAD_BYTES);
        KIND.writeHeader(out);
        out.writeFixed(exportId);
        out.writeChecksum();
        writeFully(out.view(), 0);
        channel.force(true);
    }

    private ExportException damaged(String found) {
        return KIND.at(file).corrupt(found, null);
    }

    @Override
    public void replay(CheckpointStore.RecordReader reader) throws IOException {
        channel.position(HEAD_BYTES);
        WireReader in = new WireReader(
                Channels.newInputStream(channel), channel.size() - HEAD_BYTES, KIND.at(file)); // the channel stays open
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

    /** The next record; null if there is no complete one. */
    private static byte @Nullable [] read(WireReader in, long number) throws IOException {
        if (in.remaining() < RECORD_HEAD_BYTES) {
            return null;
        }
        int length = in.readInt();
        long found = in.readLong();
        int crc = in.readInt();
        if (found != number || length < 0 || length > LARGEST_RECORD || length > in.remaining()) {
            return null;
        }
        byte[] content = in.readFixed(length);
        return crc == checksum(number, content) ? content : null;
    }

    /**
     * Each record is durable before the next is written, so nothing follows an incomplete record. If a later number
     * follows nevertheless, the record was damaged.
     */
    private void requireNoRecordAfter(long from, long number) throws IOException {
        long size = channel.size();
        if (size - from > LARGEST_RECORD + RECORD_HEAD_BYTES) {
            throw damaged("record " + number + " is not what was written");
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
                    throw damaged("record " + number + " is not what was written");
                }
            }
        }
    }

    @Override
    public void append(byte[] record) throws IOException {
        if (failed) {
            throw new IOException("the journal " + file + " could not be written before");
        }
        failed = true; // until it is durable: nothing may follow the remains of a failed write
        WireWriter out = new WireWriter(RECORD_HEAD_BYTES + record.length);
        out.writeInt(record.length);
        out.writeLong(records);
        out.writeInt(checksum(records, record));
        out.writeFixed(record);
        end += writeFully(out.view(), end);
        channel.force(true);
        records++;
        failed = false;
    }

    private static int checksum(long number, byte[] content) throws IOException {
        WireWriter out = new WireWriter(RECORD_HEAD_BYTES + content.length);
        out.writeInt(content.length);
        out.writeLong(number);
        out.writeFixed(content);
        return out.crc32c();
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
                throw damaged("it ends early");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
