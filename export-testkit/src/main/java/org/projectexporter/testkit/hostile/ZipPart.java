package org.projectexporter.testkit.hostile;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a zip: both headers, which can be changed separately (APPNOTE 4.3.7, 4.3.12), and the content between
 * them.
 */
final class ZipPart {
    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_BYTES = 46;

    /** Offsets of fields in the central header; in the local one they are two bytes (one version) earlier. */
    static final int FLAGS = 8;

    static final int METHOD = 10;
    static final int TIME = 12;
    static final int CRC = 16;
    static final int COMPRESSED_SIZE = 20;
    static final int SIZE = 24;
    static final int DISK = 34;
    static final int MODE = 40;

    final ByteBuffer local;
    final ByteBuffer central;
    byte[] localName;
    byte[] centralName;
    byte[] localExtra;
    byte[] centralExtra;
    byte[] comment = {};
    byte[] content;
    /** Bytes before the local header that belong to no entry. */
    byte[] before = {};
    /** The offset of the local header in the central one; null for the real one. */
    @Nullable
    Integer offset;

    /** Whether only the directory contains it. */
    boolean onlyRecord;

    ZipPart(byte[] local, byte[] central, byte[] name, byte[] localExtra, byte[] centralExtra, byte[] content) {
        this.local = ByteBuffer.wrap(local).order(ByteOrder.LITTLE_ENDIAN);
        this.central = ByteBuffer.wrap(central).order(ByteOrder.LITTLE_ENDIAN);
        this.localName = name;
        this.centralName = name;
        this.localExtra = localExtra;
        this.centralExtra = centralExtra;
        this.content = content;
    }

    ZipPart copy() {
        return new ZipPart(
                local.array().clone(), central.array().clone(), centralName, localExtra, centralExtra, content);
    }

    /** The path without the slash of a folder. */
    String path() {
        return new String(centralName, StandardCharsets.UTF_8).replaceAll("/$", "");
    }

    int type() {
        return Short.toUnsignedInt(central.getShort(MODE)) & 0170000;
    }

    boolean isDeflated() {
        return central.getShort(METHOD) == 8;
    }

    int size() {
        return central.getInt(SIZE);
    }

    ZipPart rename(byte[] name) {
        localName = name;
        centralName = name;
        return this;
    }

    ZipPart mode(int mode) {
        central.putShort(MODE, (short) mode);
        return this;
    }

    /** Sets a field in both headers. */
    void set16(int field, int value) {
        local.putShort(field - 2, (short) value);
        central.putShort(field, (short) value);
    }

    void set32(int field, int value) {
        local.putInt(field - 2, value);
        central.putInt(field, value);
    }

    /** Sets the content as it is in the archive, and its description in both headers. */
    ZipPart content(byte[] bytes, int method, long crc32, int size) {
        content = bytes;
        set16(METHOD, method);
        set32(CRC, (int) crc32);
        set32(COMPRESSED_SIZE, bytes.length);
        set32(SIZE, size);
        // The version that is needed to extract a file: APPNOTE 4.4.3.2.
        local.putShort(4, (short) (method == 8 ? 20 : 10));
        central.putShort(6, (short) (method == 8 ? 20 : 10));
        return this;
    }
}
