package org.projectexporter.testkit.reseal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** One entry of an archive, without its path. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Part(EntryType type, int mode, Instant mtime, @Nullable RawPath target, boolean compress, byte[] content) {
    /** The time of entries that are added to an archive. */
    private static final Instant MTIME = Instant.parse("2025-01-15T10:00:00Z");

    /** A part for an entry that was read; a zip also has the target of a link as its content. */
    static Part of(ArchiveEntry entry, byte[] content) {
        byte[] own = entry.type() == EntryType.FILE ? content : new byte[0];
        return new Part(entry.type(), entry.mode(), entry.mtime(), entry.linkTarget(), entry.compress(), own);
    }

    static Part file(byte[] content) {
        return new Part(EntryType.FILE, 0644, MTIME, null, true, content);
    }

    static Part folder() {
        return new Part(EntryType.DIRECTORY, 0755, MTIME, null, false, new byte[0]);
    }

    static Part link(RawPath target) {
        return new Part(EntryType.SYMBOLIC_LINK, 0777, MTIME, target, false, new byte[0]);
    }

    /** A further name of the file at {@code first}, which has {@code file}'s attributes. */
    static Part hardLink(RawPath first, Part file) {
        return new Part(EntryType.HARD_LINK, file.mode, file.mtime, first, false, new byte[0]);
    }

    Part withMode(int other) {
        return new Part(type, other, mtime, target, compress, content);
    }

    Part withMtime(Instant other) {
        return new Part(type, mode, other, target, compress, content);
    }

    Part withContent(byte[] other) {
        return new Part(type, mode, mtime, target, compress, other);
    }

    RawPath targetOrThrow() {
        return Objects.requireNonNull(target, "no link");
    }

    boolean isFile() {
        return type == EntryType.FILE || type == EntryType.HARD_LINK;
    }

    void writeTo(ArchiveWriter writer, RawPath path) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        writer.putEntry(ArchiveEntry.builder(path, type)
                .size(content.length)
                .mtime(mtime)
                .mode(mode)
                .linkTarget(target)
                .compress(compress)
                .crc32(crc.getValue())
                .build());
        if (content.length > 0) {
            writer.write(ByteBuffer.wrap(content));
        }
        writer.closeEntry(crc.getValue());
    }

    String sha256() {
        return sha256(content);
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Seal.newSha256().digest(content));
    }
}
