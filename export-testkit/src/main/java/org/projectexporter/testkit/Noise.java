package org.projectexporter.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes like those of media and texts; the same for the same seed. */
public final class Noise {
    private static final String[] WORDS = {
        "scene",
        "shot",
        "take",
        "camera",
        "lens",
        "dolly",
        "crane",
        "light",
        "gaffer",
        "slate",
        "reel",
        "cut",
        "fade",
        "dissolve",
        "score",
        "cue",
        "dialogue",
        "interior",
        "exterior",
        "night",
        "day",
        "dawn",
        "close",
        "wide"
    };

    private final Random random;

    /** A generator whose bytes depend only on {@code seed} and the order of calls. */
    public Noise(long seed) {
        random = new Random(seed);
    }

    /** Bytes like those of a video codec: random. */
    public byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Random bytes that begin with {@code head}. */
    public byte[] bytes(String head, int size) {
        byte[] bytes = bytes(size);
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, bytes, 0, Math.min(size, start.length));
        return bytes;
    }

    /** 16-bit stereo PCM, a level plus 6 bits of noise: deflate saves about 40 percent. At least 44 bytes. */
    public byte[] wave(int size) {
        ByteBuffer wave = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(size - 8);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1).putShort((short) 2).putInt(48_000).putInt(192_000);
        wave.putShort((short) 4).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(size - 44);
        while (wave.remaining() >= 2) {
            wave.put((byte) random.nextInt(64)).put((byte) (wave.position() / 4096 % 120));
        }
        return wave.array();
    }

    /** A line of {@code words} words. */
    public String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 12 == 11 ? '\n' : ' ');
        }
        return text.append('\n').toString();
    }
}
