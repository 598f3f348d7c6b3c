package org.projectexporter.zip;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** What a record of the central directory says, in our terms. */
final class CentralHeader {
    private static final int PERMISSIONS = 07777;
    private static final int DEFAULT_FILE_MODE = 0644;
    private static final int DEFAULT_FOLDER_MODE = 0755;

    private final ZipArchiveEntry entry;

    CentralHeader(ZipArchiveEntry entry) {
        this.entry = entry;
    }

    RawPath path() {
        byte[] name = entry.getRawName();
        int end = name.length;
        if (end > 0 && name[end - 1] == '/') {
            end--;
        }
        return RawPath.of(Arrays.copyOf(name, end));
    }

    EntryType type() {
        if (entry.isUnixSymlink()) {
            return EntryType.SYMBOLIC_LINK;
        }
        return entry.isDirectory() ? EntryType.DIRECTORY : EntryType.FILE;
    }

    int mode() {
        if (entry.getPlatform() == ZipArchiveEntry.PLATFORM_UNIX) {
            return entry.getUnixMode() & PERMISSIONS;
        }
        return entry.isDirectory() ? DEFAULT_FOLDER_MODE : DEFAULT_FILE_MODE;
    }

    /** The most precise time that there is. */
    Instant mtime() {
        Instant precise = ntfsTime();
        if (precise == null) {
            precise = unixTime();
        }
        return precise == null ? dosTime() : precise;
    }

    /** The library takes it for local time; ours is UTC. */
    private Instant dosTime() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(entry.getTime()), ZoneId.systemDefault())
                .toInstant(ZoneOffset.UTC);
    }

    /** See {@link ExtraFields#putNtfsTime}: reserved, tag, size, then the modification time. */
    private @Nullable Instant ntfsTime() {
        ByteBuffer data = field(ExtraFields.NTFS, 4 + 4 + Long.BYTES);
        if (data == null) {
            return null;
        }
        long ticks = data.getLong(8);
        long seconds = Math.floorDiv(ticks, ExtraFields.TICKS_PER_SECOND) + ExtraFields.NTFS_EPOCH_SECONDS;
        return Instant.ofEpochSecond(
                seconds, Math.floorMod(ticks, ExtraFields.TICKS_PER_SECOND) * ExtraFields.NANOS_PER_TICK);
    }

    private @Nullable Instant unixTime() {
        ByteBuffer data = field(ExtraFields.EXTENDED_TIMESTAMP, 1 + Integer.BYTES);
        return data == null || (data.get(0) & 1) == 0 ? null : Instant.ofEpochSecond(data.getInt(1));
    }

    private @Nullable ByteBuffer field(int id, int bytesAtLeast) {
        ZipExtraField field = entry.getExtraField(new ZipShort(id));
        byte[] data = field == null ? new byte[0] : field.getCentralDirectoryData();
        return data.length < bytesAtLeast ? null : ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }
}
