package org.projectexporter.testkit.example;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Writes a box. Its only state is the number of bytes missing from the current entry. */
final class BoxWriter implements ArchiveWriter {
    private static final long NO_ENTRY = -1;
    private static final long FINISHED = -2; // or closed

    private final ArchiveOutput output;
    private long remaining = NO_ENTRY;

    BoxWriter(ArchiveOutput output) throws IOException {
        this.output = output;
        output.write(ByteBuffer.wrap(BoxFormat.MAGIC));
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        require(remaining == NO_ENTRY, "the entry before is not closed, or the archive is finished");
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(head);
        fields.writeByte(letter(entry.type()));
        fields.writeInt(entry.mode());
        fields.writeLong(entry.mtime().getEpochSecond());
        fields.writeInt(entry.mtime().getNano());
        writeBytes(fields, entry.path());
        writeBytes(fields, entry.linkTarget() == null ? RawPath.ROOT : entry.linkTarget());
        fields.writeLong(entry.size());
        output.write(ByteBuffer.wrap(head.toByteArray()));
        remaining = entry.size();
    }

    private static char letter(EntryType type) {
        return switch (type) {
            case FILE -> 'f';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
            case HARD_LINK -> throw new IllegalArgumentException("a box keeps no hard links");
        };
    }

    private static void writeBytes(DataOutputStream fields, RawPath path) throws IOException {
        fields.writeInt(path.length());
        fields.write(path.bytes());
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        require(remaining >= data.remaining(), "more content than the entry has");
        remaining -= data.remaining();
        output.write(data);
    }

    @Override
    public void closeEntry(long crc32) throws IOException {
        require(remaining == 0, "there is no entry, or its content is not complete");
        output.write(ByteBuffer.allocate(Long.BYTES).putLong(crc32).flip());
        remaining = NO_ENTRY;
    }

    @Override
    public void finish() throws IOException {
        require(remaining == NO_ENTRY, "the last entry is not closed, or the archive is finished");
        output.write(ByteBuffer.wrap(new byte[] {BoxFormat.END}));
        remaining = FINISHED;
    }

    private static void require(boolean inOrder, String otherwise) {
        if (!inOrder) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {
        remaining = FINISHED; // nothing else is held; the output is the caller's
    }
}
