package org.projectexporter.it.exports;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * File content in blocks that identify the file, its generation, and the number and count of the block, so that a copy
 * proves by itself that it is one complete state of its file.
 */
final class ProvenContent {
    static final int BLOCK_BYTES = 4096;

    private ProvenContent() {}

    /** All blocks of one generation. */
    static byte[] whole(String file, int generation, int blocks) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(blocks * BLOCK_BYTES);
        for (int i = 0; i < blocks; i++) {
            content.writeBytes(block(file, generation, i, blocks));
        }
        return content.toByteArray();
    }

    /** Blocks of a file that only grows or is truncated, without a generation or a count. */
    static byte[] growing(String file, int from, int blocks) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(blocks * BLOCK_BYTES);
        for (int i = from; i < from + blocks; i++) {
            content.writeBytes(block(file, 0, i, 0));
        }
        return content.toByteArray();
    }

    private static byte[] block(String file, int generation, int number, int blocks) {
        byte[] block = new byte[BLOCK_BYTES];
        new Random((generation * 1_000_003L + number) * 31 + file.hashCode()).nextBytes(block);
        byte[] head = (file + " " + generation + " " + number + " " + blocks + "\n").getBytes(US_ASCII);
        System.arraycopy(head, 0, block, 0, head.length);
        return block;
    }

    /** Null if the bytes are one complete generation of the file; else the problem. */
    static String faultOfWhole(String file, byte[] content) {
        String[] head = head(content);
        if (head.length != 4 || !head[0].equals(file)) {
            return content.length + " bytes that do not begin with a block of " + file;
        }
        byte[] expected = whole(file, Integer.parseInt(head[1]), Integer.parseInt(head[3]));
        int differs = Arrays.mismatch(content, expected);
        return differs < 0
                ? null
                : "generation " + head[1] + " with " + head[3] + " blocks, but at byte " + differs + " of "
                        + content.length + ": " + String.join(" ", headAt(content, differs));
    }

    private static String[] headAt(byte[] content, int position) {
        int block = position / BLOCK_BYTES * BLOCK_BYTES;
        return head(Arrays.copyOfRange(content, Math.min(block, content.length), content.length));
    }

    private static String[] head(byte[] block) {
        String line = new String(block, 0, Math.min(block.length, 100), US_ASCII);
        return line.substring(0, Math.max(0, line.indexOf('\n'))).split(" ", -1);
    }

    /** Null if the bytes are a beginning of the file; else the problem. */
    static String faultOfGrowing(String file, byte[] content) {
        int blocks = (content.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
        byte[] expected = Arrays.copyOf(growing(file, 0, blocks), content.length);
        int differs = Arrays.mismatch(content, expected);
        return differs < 0
                ? null
                : "differs at byte " + differs + " of " + content.length + ": "
                        + String.join(" ", headAt(content, differs));
    }
}
