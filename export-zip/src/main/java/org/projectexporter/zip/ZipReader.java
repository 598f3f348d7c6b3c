package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Reads a zip as {@link ZipWriter} writes it, strictly, and in the order of the central directory, of which it holds one record at a
 * time.
 */
final class ZipReader implements ArchiveReader {
    /** Longer than any path that a system takes; what claims to be a longer link is damaged or a trap. */
    private static final int MAX_TARGET_BYTES = 0xFFFF;

    private static final int INFLATE_BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel archive;
    private final EndRecord end;
    private final PositionedInput directory;
    private final Inflater inflater = new Inflater(true);
    private long entriesRead;
    private @Nullable CentralHeader current;

    ZipReader(SeekableByteChannel archive) throws IOException {
        this.archive = archive;
        this.end = EndRecord.read(archive);
        this.directory = new PositionedInput(archive, end.start(), end.bytes());
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        current = null;
        if (entriesRead == end.count()) {
            if (directory.read() >= 0) {
                throw new ZipException("the central directory has more than its " + end.count() + " entries");
            }
            return null;
        }
        CentralHeader header = new CentralHeader(directory);
        entriesRead++;
        current = header;
        try {
            return entry(header);
        } catch (IllegalArgumentException inconsistent) {
            throw header.refused("says two things");
        }
    }

    private ArchiveEntry entry(CentralHeader header) throws IOException {
        EntryType type = header.type();
        return new ArchiveEntry(
                header.path(),
                type,
                type == EntryType.FILE ? header.size() : 0,
                header.mtime(),
                header.mode(),
                type == EntryType.SYMBOLIC_LINK ? readTarget(header) : null,
                header.method() != EntryHead.STORED,
                header.crc32());
    }

    private RawPath readTarget(CentralHeader link) throws IOException {
        if (link.size() > MAX_TARGET_BYTES) {
            throw link.refused("a symbolic link of " + link.size() + " bytes");
        }
        return RawPath.of(open(link).readAllBytes());
    }

    @Override
    public InputStream content() throws IOException {
        CentralHeader entry = current;
        if (entry == null) {
            throw new IllegalStateException("no current entry");
        }
        return entry.type() == EntryType.FILE ? open(entry) : InputStream.nullInputStream();
    }

    private InputStream open(CentralHeader entry) throws IOException {
        InputStream raw = new PositionedInput(archive, contentStart(entry), entry.compressedSize());
        if (entry.method() == EntryHead.DEFLATED) {
            inflater.reset();
            raw = new InflaterInputStream(raw, inflater, INFLATE_BUFFER_BYTES);
        }
        return new CheckedContent(raw, entry.size(), entry.crc32());
    }

    /** Behind the local header, which has to say what the central one says. */
    private long contentStart(CentralHeader entry) throws IOException {
        int headBytes = EntryHead.LOCAL_BYTES + entry.name().length;
        if (entry.offset() + headBytes > end.start()) {
            throw entry.refused("its local header lies outside of the archive");
        }
        PositionedInput in = new PositionedInput(archive, entry.offset(), headBytes);
        ByteBuffer local = in.readExactly(EntryHead.LOCAL_BYTES);
        byte[] name = in.readExactly(entry.name().length).array();
        boolean same = local.getInt(0) == EntryHead.LOCAL_SIGNATURE
                && Short.toUnsignedInt(local.getShort(6)) == entry.flags()
                && Short.toUnsignedInt(local.getShort(8)) == entry.method()
                && Integer.toUnsignedLong(local.getInt(14)) == entry.crc32()
                && Short.toUnsignedInt(local.getShort(26)) == name.length
                && Arrays.equals(name, entry.name());
        long start = entry.offset() + headBytes + Short.toUnsignedInt(local.getShort(28));
        if (!same || start + entry.compressedSize() > end.start()) {
            throw entry.refused("its two headers do not agree");
        }
        return start;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
