package org.projectexporter.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small zips that unpack to large amounts of data, made from an export. */
public final class ZipBombs {
    private static final int PIECE_BYTES = 1 << 20;

    private ZipBombs() {}

    /** A file of the export replaced by {@code mib} MiB of zeros; its headers state {@code announcedBytes} bytes. */
    public static byte[] zeros(byte[] export, int mib, int announcedBytes) {
        ZipParts zip = new ZipParts(export);
        zip.deflated().content(deflatedZeros(mib), 8, 0, announcedBytes);
        return zip.toBytes();
    }

    private static byte[] deflatedZeros(int mib) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[PIECE_BYTES]);
        byte[] piece = new byte[PIECE_BYTES];
        // A full flush drops the history, so that the same bytes can be repeated for the same zeros any number of
        // times.
        int bytes = deflater.deflate(piece, 0, piece.length, Deflater.FULL_FLUSH);
        deflater.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream(mib * bytes + 2);
        for (int i = 0; i < mib; i++) {
            out.write(piece, 0, bytes);
        }
        // RFC 1951: an empty last block of fixed codes.
        out.write(3);
        out.write(0);
        return out.toByteArray();
    }

    /**
     * Entries that share one body, as described by David Fifield in "A better zip bomb": each file begins with a stored
     * block that quotes the local header of the next one, so that all are valid for a reader that examines one at a
     * time.
     */
    public static byte[] overlapping(byte[] export, int files) {
        ZipParts zip = new ZipParts(export);
        ZipPart model = zip.deflated();
        int at = zip.entries.indexOf(model);
        byte[] content = new byte[PIECE_BYTES];
        byte[] body = deflated(content);
        byte[] quoted = {};
        for (int i = files - 1; i >= 0; i--) {
            ZipPart part = model.copy().rename((model.path() + "-" + (1000 + i)).getBytes(StandardCharsets.UTF_8));
            byte[] stream = quoted.length == 0
                    ? body
                    : HostileTars.joined(storedHead(quoted.length), HostileTars.joined(quoted, body));
            content = HostileTars.joined(quoted, content);
            CRC32 crc = new CRC32();
            crc.update(content);
            part.content(stream, 8, crc.getValue(), content.length);
            body = stream;
            quoted = localHeader(part);
            part.content = new byte[0];
            zip.entries.add(at, part);
        }
        overlap(zip, at, files, body);
        return zip.toBytes();
    }

    /** Overlaps the entries: local headers are part of the quoted stream except for the first. */
    private static void overlap(ZipParts zip, int at, int files, byte[] body) {
        zip.entries.get(at).content = body;
        zip.toBytes();
        int offset = zip.entries.get(at).central.getInt(42);
        byte[] header = localHeader(zip.entries.get(at));
        for (int i = 1; i < files; i++) {
            ZipPart part = zip.entries.get(at + i);
            offset += header.length + storedHead(0).length;
            part.offset = offset;
            header = localHeader(part);
        }
        // Their own local headers are not written a second time.
        for (int i = 1; i < files; i++) {
            zip.entries.get(at + i).onlyRecord = true;
        }
    }

    private static byte[] localHeader(ZipPart part) {
        part.local.putShort(26, (short) part.localName.length).putShort(28, (short) part.localExtra.length);
        byte[] fixed = new byte[ZipPart.LOCAL_BYTES];
        ByteBuffer.wrap(fixed).put(part.local.duplicate().rewind());
        return HostileTars.joined(fixed, HostileTars.joined(part.localName, part.localExtra));
    }

    /** The header of a stored block that is not the last (RFC 1951 section 3.2.4). */
    private static byte[] storedHead(int bytes) {
        return new byte[] {0, (byte) bytes, (byte) (bytes >> 8), (byte) ~bytes, (byte) (~bytes >> 8)};
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 100];
        int bytes = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, bytes);
    }
}
