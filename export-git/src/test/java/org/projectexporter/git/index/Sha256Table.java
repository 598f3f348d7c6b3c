package org.projectexporter.git.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * A reftable of the second version with one ref and one entry of a reflog: reftable in Git's technical documentation.
 */
public final class Sha256Table {
    private static final long UPDATE_INDEX = 1;

    private Sha256Table() {}

    /** The bytes of the table. */
    public static byte[] of(String ref, String id, String log, String oldId, String newId, String message)
            throws IOException {
        ByteArrayOutputStream refs = new ByteArrayOutputStream();
        key(refs, ref.getBytes(StandardCharsets.UTF_8), 1);
        refs.write(0); // update index, counted from the table's first
        refs.writeBytes(HexFormat.of().parseHex(id));
        byte[] header = header();
        int logPosition = header.length + 4 + refs.size() + 5;
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.writeBytes(header);
        block(table, 'r', logPosition);
        table.writeBytes(withRestart(refs, header.length + 4));
        byte[] logs = withRestart(logs(log, oldId, newId, message), 4);
        block(table, 'g', 4 + logs.length);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(table)) {
            deflating.write(logs);
        }
        table.writeBytes(footer(header, logPosition));
        return table.toByteArray();
    }

    private static ByteArrayOutputStream logs(String log, String oldId, String newId, String message) {
        byte[] name = log.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream logs = new ByteArrayOutputStream();
        byte[] key = ByteBuffer.allocate(name.length + 9)
                .put(name)
                .put((byte) 0)
                .putLong(~UPDATE_INDEX)
                .array();
        key(logs, key, 1);
        logs.writeBytes(HexFormat.of().parseHex(oldId));
        logs.writeBytes(HexFormat.of().parseHex(newId));
        for (String text : new String[] {"Film Maker", "film@example.org"}) {
            logs.write(text.length());
            logs.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        logs.writeBytes(new byte[] {0, 0, 0}); // seconds, time zone
        logs.write(message.length());
        logs.writeBytes(message.getBytes(StandardCharsets.UTF_8));
        return logs;
    }

    private static byte[] header() {
        return ByteBuffer.allocate(28)
                .put("REFT".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 << 24)
                .putLong(UPDATE_INDEX)
                .putLong(UPDATE_INDEX)
                .put("s256".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] footer(byte[] header, long logPosition) {
        ByteBuffer footer = ByteBuffer.allocate(header.length + 44).put(header);
        footer.putLong(header.length + 24, logPosition);
        CRC32 crc = new CRC32();
        crc.update(footer.array(), 0, header.length + 40);
        return footer.putInt(header.length + 40, (int) crc.getValue()).array();
    }

    private static void block(ByteArrayOutputStream table, char type, int length) {
        table.writeBytes(ByteBuffer.allocate(4).putInt(type << 24 | length).array());
    }

    /** A key that shares nothing with the one before. */
    private static void key(ByteArrayOutputStream block, byte[] key, int type) {
        int suffixAndType = key.length << 3 | type;
        block.write(0);
        if (suffixAndType > 0x7f) {
            block.write(0x80 | ((suffixAndType >> 7) - 1));
        }
        block.write(suffixAndType & 0x7f);
        block.writeBytes(key);
    }

    private static byte[] withRestart(ByteArrayOutputStream records, int position) {
        records.writeBytes(new byte[] {0, 0, (byte) position, 0, 1});
        return records.toByteArray();
    }
}
