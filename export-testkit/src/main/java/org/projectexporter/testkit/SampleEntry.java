package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** An entry and its content, for tests of formats. */
public final class SampleEntry {
    private static final Instant MTIME = Instant.parse("2025-01-15T10:00:00Z");

    private final ArchiveEntry head;
    private final byte[] content;

    SampleEntry(ArchiveEntry head, byte[] content) {
        this.head = head;
        this.content = content;
    }

    /** {@return the header} */
    public ArchiveEntry head() {
        return head;
    }

    /** {@return the content; not copied} */
    public byte[] content() {
        return content;
    }

    /**
     * {@return a file that is worth compressing, its CRC known}
     *
     * @param path in the archive
     * @param content not copied
     */
    public static SampleEntry file(RawPath path, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return new SampleEntry(
                ArchiveEntry.builder(path, EntryType.FILE)
                        .size(content.length)
                        .mtime(MTIME)
                        .mode(0644)
                        .compress(true)
                        .crc32(crc.getValue())
                        .build(),
                content);
    }

    /**
     * {@return a folder}
     *
     * @param path in the archive
     */
    public static SampleEntry folder(RawPath path) {
        return of(path, EntryType.DIRECTORY, 0755, null);
    }

    /**
     * {@return a symbolic link}
     *
     * @param path in the archive
     * @param target its bytes as they are
     */
    public static SampleEntry symbolicLink(RawPath path, RawPath target) {
        return of(path, EntryType.SYMBOLIC_LINK, 0777, target);
    }

    /**
     * {@return a further name of an earlier file}
     *
     * @param path in the archive
     * @param first the path of the file
     */
    public static SampleEntry hardLink(RawPath path, RawPath first) {
        return of(path, EntryType.HARD_LINK, 0644, first);
    }

    private static SampleEntry of(RawPath path, EntryType type, int mode, @Nullable RawPath target) {
        return new SampleEntry(
                ArchiveEntry.builder(path, type)
                        .mtime(MTIME)
                        .mode(mode)
                        .linkTarget(target)
                        .crc32(0)
                        .build(),
                new byte[0]);
    }

    /** {@return a copy that is not worth compressing} */
    public SampleEntry stored() {
        return with(head.mtime(), head.mode(), false, head.crc32());
    }

    /** {@return a copy whose CRC is passed after the content} */
    public SampleEntry withUnknownCrc() {
        return withCrc(ArchiveEntry.CRC_UNKNOWN);
    }

    /**
     * {@return a copy announced with another CRC}
     *
     * @param crc32 as in {@link ArchiveEntry#crc32}
     */
    public SampleEntry withCrc(long crc32) {
        return with(head.mtime(), head.mode(), head.compress(), crc32);
    }

    /**
     * {@return a copy with another modification time}
     *
     * @param mtime to the nanosecond
     */
    public SampleEntry withMtime(Instant mtime) {
        return with(mtime, head.mode(), head.compress(), head.crc32());
    }

    /**
     * {@return a copy with another mode}
     *
     * @param mode the low 12 bits of {@code st_mode}
     */
    public SampleEntry withMode(int mode) {
        return with(head.mtime(), mode, head.compress(), head.crc32());
    }

    private SampleEntry with(Instant mtime, int mode, boolean compress, long crc32) {
        return new SampleEntry(
                ArchiveEntry.builder(head.path(), head.type())
                        .size(head.size())
                        .mtime(mtime)
                        .mode(mode)
                        .linkTarget(head.linkTarget())
                        .compress(compress)
                        .crc32(crc32)
                        .build(),
                content);
    }

    /** {@return CRC-32 of the content} */
    public long crc32() {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    /** Whether {@code read} is what a reader should return for this entry: its CRC is right, or unknown. */
    boolean sameAs(SampleEntry read) {
        ArchiveEntry a = head;
        ArchiveEntry b = read.head;
        return a.path().equals(b.path())
                && a.type() == b.type()
                && a.size() == b.size()
                && a.mtime().equals(b.mtime())
                && a.mode() == b.mode()
                && Objects.equals(a.linkTarget(), b.linkTarget())
                && (a.type() != EntryType.FILE || b.crc32() == ArchiveEntry.CRC_UNKNOWN || b.crc32() == crc32())
                && Arrays.equals(content, read.content);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SampleEntry that && head.equals(that.head) && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return head.hashCode();
    }

    @Override
    public String toString() {
        return head + " with " + content.length + " bytes";
    }
}
