package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Reads all headers of one entry: optional pax records or GNU tar's long names, then the header itself. */
final class TarHeaderReader {
    /** Enough for two paths of the maximum length in a zip; anything more is an attack. */
    private static final int MAX_EXTENSION_BYTES = 1 << 18;

    private static final RawPath FOLDER = RawPath.of(".");
    private static final RawPath HERE = RawPath.of("./");
    private static final byte GNU_LONG_NAME = 'L';
    private static final byte GNU_LONG_LINK = 'K';
    private static final byte FIRST_SPECIAL = '3';

    private final InputStream in;
    private final Dialect dialect;
    private final boolean compressed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * UstarHeader.BLOCK_BYTES);
    private PaxValues pax = PaxValues.NONE;
    private @Nullable RawPath longName;
    private @Nullable RawPath longLink;
    private boolean foreign;
    /** Where the next entry begins in the tar. */
    private long position;

    private boolean here;
    private boolean hereBefore;

    TarHeaderReader(InputStream in, Dialect dialect, boolean compressed) {
        this.in = in;
        this.dialect = dialect;
        this.compressed = compressed;
    }

    /** The next entry, or null if there is a block of zeros instead. */
    @Nullable
    ArchiveEntry next() throws IOException {
        ArchiveEntry entry = nextOrHere();
        while (here) {
            entry = nextOrHere();
        }
        return entry;
    }

    /** The next entry, which is {@link #here} if it is the folder that was packed, {@code ./}. */
    private @Nullable ArchiveEntry nextOrHere() throws IOException {
        here = false;
        bytes.reset();
        pax = PaxValues.NONE;
        longName = null;
        longLink = null;
        byte[] block = readBlock();
        if (Padding.isZero(block)) {
            return null;
        }
        TarHeader header = new TarHeader(block, dialect);
        while (readExtension(header)) {
            header = new TarHeader(readBlock(), dialect);
        }
        ArchiveEntry entry = entry(header);
        boolean own = !here && isOwn(entry);
        if (dialect == Dialect.OWN && !own) {
            throw Refusal.of(
                    ArchiveDefect.FOREIGN_HEADER,
                    entry.path(),
                    "its headers differ from those that this program would write");
        }
        foreign |= !own;
        position += bytes.size() + entry.size() + Padding.of(entry.size());
        return entry;
    }

    /** Whether this program would write these headers, aligned or, as in a stream and in earlier versions, not. */
    private boolean isOwn(ArchiveEntry entry) {
        ByteBuffer found = ByteBuffer.wrap(bytes.toByteArray());
        return TarWriter.alignedHeaders(entry, position).equals(found)
                || TarWriter.headers(entry).equals(found)
                || TarWriter.earlierHeaders(entry).equals(found);
    }

    /** Whether a header so far was written by another program. */
    boolean isForeign() {
        return foreign;
    }

    /**
     * Reads an extended header, after which the header of the entry or another extension follows; false if it is not
     * one.
     */
    private boolean readExtension(TarHeader header) throws IOException {
        if (header.typeflag() == UstarHeader.PAX) {
            requireFirst(pax == PaxValues.NONE && longName == null && longLink == null);
            pax = PaxValues.parse(readRecords(header.size()));
            return true;
        }
        if (header.isGnu() && header.typeflag() == GNU_LONG_NAME) {
            requireFirst(pax == PaxValues.NONE && longName == null);
            longName = withoutNul(readRecords(header.size()));
            return true;
        }
        if (header.isGnu() && header.typeflag() == GNU_LONG_LINK) {
            requireFirst(pax == PaxValues.NONE && longLink == null);
            longLink = withoutNul(readRecords(header.size()));
            return true;
        }
        return false;
    }

    private static void requireFirst(boolean first) throws IOException {
        Refusal.require(first, ArchiveDefect.SECOND_NAME, "an entry with two extended headers");
    }

    private static RawPath withoutNul(byte[] name) throws IOException {
        boolean ends = name.length > 0 && name[name.length - 1] == 0;
        Refusal.require(ends, ArchiveDefect.BAD_EXTRA, "a long name that does not end with a NUL");
        return RawPath.of(Arrays.copyOf(name, name.length - 1));
    }

    private byte[] readRecords(long size) throws IOException {
        Refusal.require(
                size > 0 && size <= MAX_EXTENSION_BYTES,
                ArchiveDefect.BAD_EXTRA,
                "an extended header of " + size + " bytes");
        byte[] data = readExactly((int) size);
        byte[] padding = readExactly(Padding.of(size));
        Refusal.require(
                Padding.isZero(padding), ArchiveDefect.BAD_PADDING, "an extended header is not padded with zeros");
        return data;
    }

    private byte[] readBlock() throws IOException {
        return readExactly(UstarHeader.BLOCK_BYTES);
    }

    private byte[] readExactly(int count) throws IOException {
        byte[] data = in.readNBytes(count);
        Refusal.require(data.length == count, ArchiveDefect.TRUNCATED, "it ends without its two blocks of zeros");
        bytes.writeBytes(data);
        return data;
    }

    private ArchiveEntry entry(TarHeader header) throws IOException {
        RawPath name = fromHere(first(pax.path(PaxRecords.PATH), longName, header.name()));
        EntryType type = typeOf(header.typeflag(), name);
        if (name.isRoot() && type == EntryType.DIRECTORY && dialect == Dialect.GNU && !hereBefore) {
            here = true;
            hereBefore = true;
            name = FOLDER;
        }
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        RawPath target = first(pax.path(PaxRecords.LINK_PATH), longLink, header.link());
        boolean slash = name.length() > 0 && name.byteAt(name.length() - 1) == '/';
        Refusal.require(
                header.isGnu() || pax.hasSize() || !header.isBinarySize(),
                ArchiveDefect.BAD_NUMBER,
                "a size in binary without the pax record that POSIX requires");
        boolean consistent = (link || target.isRoot()) && (type == EntryType.DIRECTORY || !slash);
        try {
            if (consistent) {
                return ArchiveEntry.builder(
                                slash ? RawPath.of(Arrays.copyOf(name.bytes(), name.length() - 1)) : name, type)
                        .size(pax.size(header.size()))
                        .mtime(mtime(header, name))
                        .mode(header.mode())
                        .linkTarget(type == EntryType.HARD_LINK ? fromHere(target) : link ? target : null)
                        .compress(compressed)
                        .build();
            }
        } catch (IllegalArgumentException inconsistent) {
            consistent = false;
        }
        throw Refusal.of(ArchiveDefect.INCONSISTENT_ENTRY, name, "its name, type, size and target do not agree");
    }

    /** Without the {@code ./} in front of each name that {@code tar -c .} writes. */
    private RawPath fromHere(RawPath name) {
        boolean here = dialect == Dialect.GNU
                && name.length() >= HERE.length()
                && name.byteAt(0) == HERE.byteAt(0)
                && name.byteAt(1) == HERE.byteAt(1);
        return here ? RawPath.of(Arrays.copyOfRange(name.bytes(), HERE.length(), name.length())) : name;
    }

    /** If the header can represent the time, it must contain its seconds. */
    private java.time.Instant mtime(TarHeader header, RawPath name) throws IOException {
        java.time.Instant mtime = pax.mtime(header.seconds());
        long seconds = mtime.getEpochSecond();
        if (seconds >= 0 && seconds <= UstarHeader.MAX_NUMBER && seconds != header.seconds()) {
            throw Refusal.of(ArchiveDefect.HEADERS_DISAGREE, name, "a header and its pax record have different times");
        }
        return mtime;
    }

    private static RawPath first(@Nullable RawPath one, @Nullable RawPath two, RawPath three) {
        return one != null ? one : two != null ? two : three;
    }

    private static EntryType typeOf(byte typeflag, RawPath name) throws IOException {
        return switch (typeflag) {
            case UstarHeader.FILE -> EntryType.FILE;
            case UstarHeader.DIRECTORY -> EntryType.DIRECTORY;
            case UstarHeader.SYMBOLIC_LINK -> EntryType.SYMBOLIC_LINK;
            case UstarHeader.HARD_LINK -> EntryType.HARD_LINK;
            case FIRST_SPECIAL, FIRST_SPECIAL + 1, FIRST_SPECIAL + 3 ->
                throw Refusal.of(ArchiveDefect.SPECIAL_FILE, name, "it is a device or FIFO");
            default ->
                throw Refusal.of(
                        ArchiveDefect.UNKNOWN_TYPE, name, "it has the unknown type '" + (char) (typeflag & 0xff) + "'");
        };
    }
}
