package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;

/** A local header that was read (APPNOTE 4.3.7), which must agree with the central header of the same entry. */
final class LocalRecord {
    private final CentralHeader central;
    private final ByteBuffer fixed;
    private final ByteBuffer name;
    private final ByteBuffer extra;

    /** Reads it at the offset in {@code central}. */
    LocalRecord(SeekableByteChannel archive, CentralHeader central, EndRecord end) throws IOException {
        this.central = central;
        long left = Math.max(0, end.start() - central.offset());
        ChannelRangeInputStream in = new ChannelRangeInputStream(archive, central.offset(), left, bytesAtOnce(central));
        fixed = readExactly(in, EntryHeaders.LOCAL_BYTES);
        if (fixed.getInt(0) != EntryHeaders.LOCAL_SIGNATURE) {
            throw central.refused(ArchiveDefect.NO_HEADER, "there is no local header at " + central.offset());
        }
        name = readExactly(in, Short.toUnsignedInt(fixed.getShort(26)));
        extra = readExactly(in, Short.toUnsignedInt(fixed.getShort(28)));
    }

    /** Enough for the whole header, in most cases. */
    private static int bytesAtOnce(CentralHeader central) {
        return EntryHeaders.LOCAL_BYTES + central.nameBytes() + 2 * ExtraFields.ZIP64_LOCAL_BYTES;
    }

    private ByteBuffer readExactly(ChannelRangeInputStream in, int bytes) throws IOException {
        if (in.left() < bytes) {
            throw central.refused(ArchiveDefect.OVERLAP, "its local header overlaps the directory");
        }
        return in.readExactly(bytes);
    }

    /** Refuses a header that this program would not have written, byte for byte, even if both headers agree. */
    void requireOwn() throws IOException {
        central.requireOwn();
        if (!central.localHeaders().contains(bytes())) {
            throw central.refused(
                    ArchiveDefect.FOREIGN_HEADER, "a field of its local header is not what the other fields require");
        }
    }

    private ByteBuffer bytes() {
        ByteBuffer all = ByteBuffer.allocate(fixed.capacity() + name.capacity() + extra.capacity());
        return all.put(fixed.duplicate().rewind())
                .put(name.duplicate().rewind())
                .put(extra.duplicate().rewind())
                .flip();
    }

    /** The position where its content begins. */
    long contentStart() {
        return central.offset() + EntryHeaders.LOCAL_BYTES + name.capacity() + extra.capacity();
    }

    /**
     * Compares the values in both headers, except for the version needed, which an offset of 64 bits raises in the
     * central header.
     */
    void requireAgreement() throws RefusedArchiveException {
        requireSame("names", central.isNamed(name));
        requireSame("flags", Short.toUnsignedInt(fixed.getShort(6)) == central.flags());
        requireSame("methods", Short.toUnsignedInt(fixed.getShort(8)) == central.method());
        requireSame("times", fixed.getInt(10) == central.dosTime());
        requireSame("checksums", Integer.toUnsignedLong(fixed.getInt(14)) == central.crc32());
        HeaderRules.checkExtra(central, extra);
        HeaderRules.checkPadding(central, extra);
        ByteBuffer large = ExtraFields.find(extra, ExtraFields.ZIP64);
        requireZip64(large);
        requireSame("sizes", value(22, large) == central.size());
        requireSame("compressed sizes", value(18, large) == central.compressedSize());
    }

    /**
     * The ZIP64 field must have both sizes, and both fields of 32 bits must refer to it; otherwise there must be none
     * (APPNOTE 4.5.3).
     */
    private void requireZip64(@Nullable ByteBuffer large) throws RefusedArchiveException {
        boolean announced = fixed.getInt(18) == -1 && fixed.getInt(22) == -1;
        boolean either = fixed.getInt(18) == -1 || fixed.getInt(22) == -1;
        boolean right = large == null ? !either : announced && large.remaining() == 2 * Long.BYTES;
        if (!right) {
            throw central.refused(
                    ArchiveDefect.WRONG_ZIP64, "the ZIP64 field of its local header does not fit its sizes");
        }
    }

    private long value(int at, @Nullable ByteBuffer large) {
        return large == null ? Integer.toUnsignedLong(fixed.getInt(at)) : large.getLong();
    }

    private void requireSame(String what, boolean same) throws RefusedArchiveException {
        if (!same) {
            throw central.refused(ArchiveDefect.HEADERS_DISAGREE, "its two headers do not agree: " + what + " differ");
        }
    }
}
