package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.projectexporter.git.config.UrlSecrets;

final class BlankedInputTest {
    private static final String[] WORDS = {
        "pull",
        "https://u:TOKEN@host/p",
        "https://host/p",
        "ssh://git:x@h",
        "://",
        "@",
        "\n",
        "é",
        "https://a@b@c/d?e@f",
        "//"
    };

    private static byte[] blanked(byte[] text) throws IOException {
        return new BlankedInput(new ByteArrayInputStream(text)).readAllBytes();
    }

    /** Some pieces would end within a possible URL if they could end anywhere. */
    @Test
    void read_ofAnyTextOfManyPieces_equalsBlankingItAtOnce() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            StringBuilder words = new StringBuilder();
            while (words.length() < 3 * BlankedInput.MAX_BYTES) {
                words.append(WORDS[random.nextInt(WORDS.length)]);
                words.append(" ".repeat(random.nextInt(3)));
                words.append("x".repeat(random.nextInt(200)));
            }
            byte[] text = words.toString().getBytes(StandardCharsets.UTF_8);

            assertThat(blanked(text)).as("seed " + seed).isEqualTo(UrlSecrets.blank(text));
        }
    }

    @Test
    void read_ofATextWithoutAnyBlank_keepsAllOfIt() throws IOException {
        byte[] text = "x".repeat(3 * BlankedInput.MAX_BYTES + 7).getBytes(StandardCharsets.US_ASCII);
        BlankedInput blanked = new BlankedInput(new ByteArrayInputStream(text));

        assertThat(blanked.readAllBytes()).isEqualTo(text);
        assertThat(blanked.hasChanged()).isFalse();
    }

    @Test
    void read_ofAUrlAcrossTwoPieces_findsItsUserInformation() throws IOException {
        String secret = " https://u:TOKEN@host/p";
        for (int before = BlankedInput.MAX_BYTES - secret.length() - 1; before <= BlankedInput.MAX_BYTES; before++) {
            byte[] text = ("y".repeat(before) + secret + " end").getBytes(StandardCharsets.US_ASCII);

            assertThat(new String(blanked(text), StandardCharsets.US_ASCII)).endsWith("y https://host/p end");
        }
    }
}
