package org.projectexporter.testkit.hostile;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One entry of a tar: its header (POSIX pax, "ustar Interchange Format"), optional pax records before it, and its
 * content.
 */
final class TarPart {
    static final int BLOCK_BYTES = 512;
    static final int NAME = 0;
    static final int SIZE = 124;
    static final int MTIME = 136;
    static final int CHECKSUM = 148;
    static final int TYPE = 156;
    static final int LINK = 157;
    static final int MAGIC = 257;
    static final int PREFIX = 345;
    static final int RESERVED = 500;

    final byte[] header;
    byte @Nullable [] paxHeader;
    byte @Nullable [] pax;
    byte[] content;
    /** The bytes after the content. */
    byte[] padding;
    /** The bytes before the entry. */
    byte[] before = {};

    TarPart(byte[] header, byte @Nullable [] paxHeader, byte @Nullable [] pax, byte[] content) {
        this.header = header;
        this.paxHeader = paxHeader;
        this.pax = pax;
        this.content = content;
        this.padding = zeros(content.length);
    }

    static byte[] zeros(int contentBytes) {
        return new byte[-contentBytes & (BLOCK_BYTES - 1)];
    }

    TarPart copy() {
        return new TarPart(
                header.clone(),
                paxHeader == null ? null : paxHeader.clone(),
                pax == null ? null : pax.clone(),
                content.clone());
    }

    /** The path without the slash of a folder; taken from pax records if they contain it. */
    String path() {
        String records = pax == null ? "" : new String(pax, StandardCharsets.UTF_8);
        int at = records.indexOf(" path=");
        String path = at < 0 ? ustarPath() : records.substring(at + 6, records.indexOf('\n', at));
        return path.replaceAll("/$", "");
    }

    private String ustarPath() {
        String prefix = text(PREFIX, 155);
        return prefix.isEmpty() ? text(NAME, 100) : prefix + "/" + text(NAME, 100);
    }

    private String text(int at, int length) {
        return new String(header, at, length, StandardCharsets.UTF_8).replaceAll("\0.*", "");
    }

    char type() {
        return (char) header[TYPE];
    }

    /** Sets its name by a pax record, replacing all other records, so that any bytes are possible. */
    TarPart rename(byte[] name) {
        return records(record("path", name));
    }

    /** Sets the pax records, valid or not. */
    TarPart records(byte[] records) {
        pax = records;
        byte[] block = new byte[BLOCK_BYTES];
        System.arraycopy(header, 0, block, 0, BLOCK_BYTES);
        Arrays.fill(block, NAME, 100, (byte) 0);
        Arrays.fill(block, LINK, MAGIC, (byte) 0);
        Arrays.fill(block, PREFIX, RESERVED, (byte) 0);
        put(block, NAME, "PaxHeaders/x");
        put(block, SIZE, String.format(Locale.ROOT, "%011o", records.length));
        put(block, MTIME, "00000000000");
        block[TYPE] = 'x';
        paxHeader = sealed(block);
        return this;
    }

    static byte[] record(String keyword, byte[] value) {
        int rest = keyword.length() + value.length + 3;
        int length = rest;
        while (length != rest + Integer.toString(length).length()) {
            length = rest + Integer.toString(length).length();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((length + " " + keyword + "=").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(value);
        out.write('\n');
        return out.toByteArray();
    }

    static byte[] record(String keyword, String value) {
        return record(keyword, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Changes the header and corrects its checksum. */
    TarPart set(int at, String value) {
        put(header, at, value);
        sealed(header);
        return this;
    }

    /** Changes it into an entry of another type, without content. */
    TarPart as(char type, String link) {
        pax = null;
        paxHeader = null;
        content = new byte[0];
        padding = new byte[0];
        Arrays.fill(header, LINK, MAGIC, (byte) 0);
        put(header, LINK, link);
        put(header, SIZE, "00000000000");
        header[TYPE] = (byte) type;
        sealed(header);
        return this;
    }

    private static void put(byte[] block, int at, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** The header with its checksum: the sum of all bytes, with its own field counted as spaces. */
    static byte[] sealed(byte[] block) {
        put(block, CHECKSUM, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
        return block;
    }

    void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(before);
        if (paxHeader != null && pax != null) {
            out.writeBytes(paxHeader);
            out.writeBytes(pax);
            out.writeBytes(zeros(pax.length));
        }
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(padding);
    }
}
