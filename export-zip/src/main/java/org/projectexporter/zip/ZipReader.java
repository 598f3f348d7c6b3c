package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.Inflater;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Reads a zip strictly, as {@link ZipWriter} writes it, in the order of the central directory, one record of which is
 * in memory at a time. Entries must follow each other without a gap. When content is requested, even of a folder, both
 * headers must agree; when it has been read, they are compared, byte for byte, with the headers that follow from the
 * fields of the central one. A strict reader has checked all headers {@linkplain ZipStructure beforehand}.
 */
final class ZipReader implements ArchiveReader {
    /** Longer than any path that a system accepts; a link with a longer target is damaged or malicious. */
    private static final int MAX_TARGET_BYTES = 0xFFFF;

    private final SeekableByteChannel archive;
    private final EndRecord end;
    private final boolean headersKnown;
    private final ChannelRangeInputStream directory;
    private final Inflater inflater = new Inflater(true);
    private final DirectoryRules rules = new DirectoryRules();
    private long entriesRead;
    private @Nullable CentralHeader current;
    /** The local header of the current entry, once it was read. */
    private @Nullable LocalRecord currentLocal;
    /** The end of the previous entry or, if its local header was not read, the places where it may be. */
    private List<Long> possibleNext = List.of(0L);

    private ZipReader(SeekableByteChannel archive, EndRecord end, boolean headersKnown) {
        this.archive = archive;
        this.end = end;
        this.headersKnown = headersKnown;
        this.directory = new ChannelRangeInputStream(archive, end.start(), end.bytes());
    }

    /** Opens a reader that checks headers as it reaches them. */
    static ZipReader open(SeekableByteChannel archive) throws IOException {
        RepackedZip.refuse(archive);
        return new ZipReader(archive, EndRecord.read(archive), false);
    }

    /** Opens a reader that has checked all headers before the first entry. */
    static ZipReader openStrictly(SeekableByteChannel archive) throws IOException {
        EndRecord end;
        try {
            end = ZipStructure.check(archive);
        } catch (RefusedArchiveException e) {
            throw RepackedZip.explained(e, archive);
        }
        RepackedZip.refuse(archive);
        return new ZipReader(archive, end, true);
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        current = null;
        currentLocal = null;
        if (entriesRead == end.count()) {
            if (directory.left() > 0) {
                throw new RefusedArchiveException(
                        ArchiveDefect.WRONG_ENTRY_COUNT,
                        null,
                        "its directory has more than its " + end.count() + " entries");
            }
            requireAdjoining(end.start(), null);
            rules.checkEnd(end);
            return null;
        }
        CentralHeader header = new CentralHeader(directory);
        rules.check(header);
        requireAdjoining(header.offset(), header.path());
        entriesRead++;
        current = header;
        if (!headersKnown) {
            expectNext(header);
        }
        try {
            return entry(header);
        } catch (IllegalArgumentException inconsistent) {
            throw header.refused(ArchiveDefect.INCONSISTENT_ENTRY, "its name, type and size do not agree");
        }
    }

    private void expectNext(CentralHeader header) throws IOException {
        possibleNext = header.localHeaders().stream()
                .map(local -> header.offset() + local.remaining() + header.compressedSize())
                .toList();
    }

    /**
     * Requires that an entry adjoins the previous one, unless this was checked beforehand; {@code path} is null for the
     * directory after the last one.
     */
    private void requireAdjoining(long start, @Nullable RawPath path) throws RefusedArchiveException {
        if (!headersKnown && !possibleNext.contains(start)) {
            long latestNext = possibleNext.get(0);
            throw new RefusedArchiveException(
                    start < latestNext ? ArchiveDefect.OVERLAP : ArchiveDefect.GAP,
                    path,
                    (path == null ? "its directory" : "it") + " begins at " + start
                            + ", but the entry before it ends at " + latestNext);
        }
    }

    private ArchiveEntry entry(CentralHeader header) throws IOException {
        EntryType type = header.type();
        return ArchiveEntry.builder(header.path(), type)
                .size(type == EntryType.FILE ? header.size() : 0)
                .mtime(header.mtime())
                .mode(header.mode())
                .linkTarget(type == EntryType.SYMBOLIC_LINK ? readTarget(header) : null)
                .compress(header.method() != EntryHeaders.STORED)
                .crc32(header.crc32())
                .build();
    }

    private RawPath readTarget(CentralHeader link) throws IOException {
        if (link.size() > MAX_TARGET_BYTES) {
            throw link.refused(
                    ArchiveDefect.BAD_LINK_TARGET, "it is a symbolic link whose target has " + link.size() + " bytes");
        }
        LocalRecord local = new LocalRecord(archive, link, end);
        local.requireAgreement();
        return RawPath.of(new CheckedContent(raw(link, local.contentStart()), link, null).readAllBytes());
    }

    @Override
    public InputStream content() throws IOException {
        CentralHeader entry = current;
        if (entry == null) {
            throw new IllegalStateException("no current entry");
        }
        LocalRecord local = local(entry);
        long start = local.contentStart();
        possibleNext = List.of(start + entry.compressedSize());
        if (entry.type() == EntryType.FILE) {
            return new CheckedContent(raw(entry, start), entry, local);
        }
        local.requireOwn();
        return InputStream.nullInputStream();
    }

    @Override
    public OptionalLong contentPosition() throws IOException {
        CentralHeader entry = current;
        return entry == null || entry.type() != EntryType.FILE || entry.method() != EntryHeaders.STORED
                ? OptionalLong.empty()
                : OptionalLong.of(local(entry).contentStart());
    }

    /** The local header of the current entry, whose content is before the directory. */
    private LocalRecord local(CentralHeader entry) throws IOException {
        LocalRecord local = currentLocal;
        if (local == null) {
            local = new LocalRecord(archive, entry, end);
            local.requireAgreement();
            if (entry.compressedSize() > end.start() - local.contentStart()) {
                throw entry.refused(ArchiveDefect.OVERLAP, "its content overlaps the directory");
            }
            currentLocal = local;
        }
        return local;
    }

    private InputStream raw(CentralHeader entry, long start) {
        InputStream raw = new ChannelRangeInputStream(archive, start, entry.compressedSize());
        if (entry.method() == EntryHeaders.STORED) {
            return raw;
        }
        inflater.reset();
        return new StrictInflaterInputStream(raw, inflater, entry);
    }

    @Override
    public long position() {
        return current == null ? possibleNext.get(0) : current.offset();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
