package org.projectexporter.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Content of any size, always the same for the same size. */
public final class SampleContent {
    private static final String[] WORDS = {
        "scene ", "take ", "dolly ", "crane ", "cut ", "fade ", "INT. ", "EXT. ", "night ", "day ", "\n", "camera "
    };

    private SampleContent() {}

    /**
     * {@return text that compresses well without being uniform}
     *
     * @param bytes its size
     */
    public static byte[] text(int bytes) {
        Random random = new Random(bytes);
        StringBuilder text = new StringBuilder(bytes + 8);
        while (text.length() < bytes) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * {@return bytes that do not compress, like media}
     *
     * @param bytes their number
     */
    public static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }
}
