package org.projectexporter.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.Spool;

/**
 * The end of a zip: one record for each entry, followed by their position (APPNOTE 4.3.12 to 4.3.16). Records are kept
 * in a spool, so that a million of them need no memory.
 */
final class CentralDirectory {
    static final int END_SIGNATURE = 0x06054b50;
    static final int END_BYTES = 22;
    static final int ZIP64_END_SIGNATURE = 0x06064b50;
    static final int ZIP64_END_BYTES = 56;
    static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    static final int ZIP64_LOCATOR_BYTES = 20;
    static final int MADE_BY_UNIX_45 = 3 << 8 | 45;
    static final int VERSION_ZIP64 = 45;
    static final int MAX_16 = 0xFFFF;
    private static final int COPY_BYTES = 1 << 18;

    private final Spool records;
    private final ByteBuffer record = newBuffer(EntryHeaders.CENTRAL_BYTES_AT_MOST);
    private DirectoryState state;

    /** A directory whose spool {@code records} contains the records of {@code state}. */
    CentralDirectory(Spool records, DirectoryState state) {
        this.records = records;
        this.state = state;
    }

    /** What it contains so far. */
    DirectoryState state() {
        return state;
    }

    /** Adds an entry whose local header is at {@code offset}. */
    void add(EntryHeaders head, long offset) throws IOException {
        record.clear();
        head.putCentral(record, offset, state.allValues());
        records.append(record.flip());
        state = state.after(head.needsZip64(offset), head.size(), head.compressedSize());
    }

    /** Appends the records and the end records. */
    void writeTo(ArchiveOutput output) throws IOException {
        long start = output.position();
        copyRecords(output);
        long bytes = output.position() - start;
        if (state.zip64()
                || state.entries() >= MAX_16
                || bytes >= EntryHeaders.MAX_32
                || start >= EntryHeaders.MAX_32) {
            output.write(zip64End(start, bytes, output.position()));
        }
        output.write(end(start, bytes));
    }

    private void copyRecords(ArchiveOutput output) throws IOException {
        byte[] buffer = new byte[(int) Math.min(COPY_BYTES, records.length())];
        try (InputStream in = records.read()) {
            long left = records.length();
            while (left > 0) {
                int n = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (n == 0) {
                    throw new IOException("the spool of the central directory lost its last " + left + " bytes");
                }
                output.write(ByteBuffer.wrap(buffer, 0, n));
                left -= n;
            }
        }
    }

    /** The ZIP64 end record (APPNOTE 4.3.14), which is at {@code position}, and its locator (4.3.15). */
    private ByteBuffer zip64End(long start, long bytes, long position) {
        ByteBuffer out = newBuffer(ZIP64_END_BYTES + ZIP64_LOCATOR_BYTES);
        // The size does not include the signature and the size field itself.
        out.putInt(ZIP64_END_SIGNATURE).putLong(ZIP64_END_BYTES - 12);
        out.putShort((short) MADE_BY_UNIX_45).putShort((short) VERSION_ZIP64);
        out.putInt(0)
                .putInt(0)
                .putLong(state.entries())
                .putLong(state.entries())
                .putLong(bytes)
                .putLong(start);
        out.putInt(ZIP64_LOCATOR_SIGNATURE).putInt(0).putLong(position).putInt(1);
        return out.flip();
    }

    /**
     * The end record (APPNOTE 4.3.16); a field of all ones means that the ZIP64 end record has the value (4.4.1.4).
     */
    private ByteBuffer end(long start, long bytes) {
        short shownCount = (short) Math.min(state.entries(), MAX_16);
        ByteBuffer out = newBuffer(END_BYTES);
        out.putInt(END_SIGNATURE).putShort((short) 0).putShort((short) 0);
        out.putShort(shownCount).putShort(shownCount);
        out.putInt((int) Math.min(bytes, EntryHeaders.MAX_32)).putInt((int) Math.min(start, EntryHeaders.MAX_32));
        return out.putShort((short) 0).flip();
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
