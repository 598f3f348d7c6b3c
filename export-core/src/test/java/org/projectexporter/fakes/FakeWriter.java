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

    FakeWriter(ArchiveOutput output, FakeFormat.Script script) {
        this.output = output;
        this.script = script;
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
