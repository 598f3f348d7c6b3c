package org.projectexporter.fakes;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.RawPath;

/** Writes headers, contents and checksums in sequence; refuses calls in the wrong order and wrong sizes. */
final class FakeWriter implements ArchiveWriter {
    private static final RawPath FINGERPRINT = RawPath.of("sample.txt");

    private final ArchiveOutput output;
    private FakeFormat.Script script;
    private @Nullable ArchiveEntry open;
    private long left;
    private final boolean groups;

    FakeWriter(ArchiveOutput output, FakeFormat.Script script, boolean groups) {
        this.output = output;
        this.script = script;
        this.groups = groups;
    }

    /** Consecutive entries as they are in the archive. */
    private record FakeGroup(ByteBuffer into, ByteBuffer encoded) implements Group {
        @Override
        public boolean add(ArchiveEntry entry, ByteBuffer content) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            FakeHead.write(entry, new DataOutputStream(head));
            require(content.remaining() == entry.size(), "another number of bytes than the entry has");
            if (head.size() + content.remaining() + Long.BYTES > into.remaining()) {
                return false;
            }
            into.put(head.toByteArray()).put(content).putLong(entry.crc32());
            encoded.limit(into.position());
            return true;
        }
    }

    @Override
    public @Nullable Group newGroup(ByteBuffer into) {
        return groups ? new FakeGroup(into, into.duplicate().limit(into.position())) : null;
    }

    @Override
    public void append(Group group) throws IOException {
        require(open == null, "an entry is still open");
        output.write(((FakeGroup) group).encoded());
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        require(open == null, "the entry before it is still open");
        if (entry.path().equals(FINGERPRINT)) {
            script = new FakeFormat.Script() {}; // the script applies only to the export
        }
        script.put(entry);
        open = entry;
        left = entry.size();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        FakeHead.write(entry, new DataOutputStream(head));
        output.write(ByteBuffer.wrap(head.toByteArray()));
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        script.write(Objects.requireNonNull(open), data);
        left -= data.remaining();
        require(left >= 0, "more bytes than the entry has");
        output.write(data);
    }

    @Override
    public void closeEntry(long crc32) throws IOException {
        require(left == 0, left + " bytes are missing");
        open = null;
        output.write(ByteBuffer.allocate(Long.BYTES).putLong(crc32).flip());
    }

    @Override
    public void finish() throws IOException {
        require(open == null, "an entry is still open");
        script.finish();
        output.write(ByteBuffer.wrap(new byte[] {FakeHead.END}));
    }

    @Override
    public void close() {}

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }
}
