package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Reads a zip as {@link ZipWriter} writes it, strictly, and in the order of the central directory, of which it holds one record at a
 * time. Each field of a central header has to be what the others make it; entries follow each other without a gap. A local header
 * is compared, byte for byte, when content is asked for: of a folder too.
 */
final class ZipReader implements ArchiveReader {
    /** Longer than any path that a system takes; what claims to be a longer link is damaged or a trap. */
    private static final int MAX_TARGET_BYTES = 0xFFFF;

    private final SeekableByteChannel archive;
    private final EndRecord end;
    private final PositionedInput directory;
    private final Inflater inflater = new Inflater(true);
    private long entriesRead;
    private @Nullable CentralHeader current;
    /** Where the entry before ends, or, if its local header was not looked at, 20 bytes behind that at most. */
    private long earliestNext;

    private long latestNext;

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
            requireAdjoining(end.start(), "the central directory");
            return null;
        }
        CentralHeader header = new CentralHeader(directory);
        requireAdjoining(header.offset(), "zip entry \"" + RawPath.of(header.name()) + "\"");
        entriesRead++;
        current = header;
        long localBytes = header.localHeader().remaining();
        earliestNext = header.offset() + localBytes + header.compressedSize();
        latestNext = earliestNext;
        if (header.isLocalZip64Open()) {
            earliestNext -= ExtraFields.ZIP64_LOCAL_BYTES;
        }
        try {
            return entry(header);
        } catch (IllegalArgumentException inconsistent) {
            throw header.refused("says two things");
        }
    }

    private void requireAdjoining(long start, String what) throws ZipException {
        if (start != earliestNext && start != latestNext) {
            throw new ZipException(what + " begins at " + start + ", the entry before it ends at " + latestNext);
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
        if (entry.type() == EntryType.FILE) {
            return open(entry);
        }
        contentStart(entry);
        return InputStream.nullInputStream();
    }

    private InputStream open(CentralHeader entry) throws IOException {
        InputStream raw = new PositionedInput(archive, contentStart(entry), entry.compressedSize());
        if (entry.method() == EntryHead.DEFLATED) {
            inflater.reset();
            raw = new WholeInflaterInput(raw, inflater);
        } else if (entry.size() != entry.compressedSize()) {
            throw entry.refused("stored, and yet of two sizes");
        }
        return new CheckedContent(raw, entry.size(), entry.crc32());
    }

    /** Behind the local header, which has to be what the central one makes it. */
    private long contentStart(CentralHeader entry) throws IOException {
        ByteBuffer expected = entry.localHeader();
        PositionedInput in = new PositionedInput(archive, entry.offset(), expected.remaining());
        ByteBuffer found = in.readExactly(expected.remaining());
        if (entry.isLocalZip64Open() && !found.equals(expected)) {
            expected = entry.localHeader(false);
            found.limit(expected.remaining());
        }
        if (!found.equals(expected)) {
            throw entry.refused("its two headers do not agree");
        }
        long start = entry.offset() + expected.remaining();
        if (start + entry.compressedSize() > end.start()) {
            throw entry.refused("it reaches beyond the entries");
        }
        earliestNext = start + entry.compressedSize();
        latestNext = earliestNext;
        return start;
    }

    @Override
    public long position() {
        return current == null ? latestNext : current.offset();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
