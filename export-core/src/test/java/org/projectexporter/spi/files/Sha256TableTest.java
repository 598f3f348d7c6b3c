package org.projectexporter.spi.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

import org.projectexporter.internal.io.Sha256;

class Sha256TableTest {
    private static String oid(int number) {
        byte[] digest = Sha256.newDigest().digest(String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void everyDigest_keepsItsNumber_whileTheTableGrows() throws Exception {
        Sha256Table table = new Sha256Table();
        for (int i = 0; i < 20_000; i++) {
            table.add(oid(i));
            if (i % 3 == 0) {
                table.set(oid(i), i);
            }
            table.add(oid(i / 2)); // again, which changes nothing
        }

        assertThat(table.size()).isEqualTo(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(table.contains(oid(i))).isTrue();
            assertThat(table.get(oid(i))).isEqualTo(i % 3 == 0 ? i : Sha256Table.NONE);
        }
        for (int i = 20_000; i < 30_000; i++) {
            assertThat(table.contains(oid(i))).isFalse();
            assertThat(table.get(oid(i))).isEqualTo(Sha256Table.NONE);
        }
    }

    @Test
    void digests_thatSomeoneHasChosen_areDistinct() throws Exception {
        Sha256Table table = new Sha256Table();
        String zero = "0".repeat(64);
        assertThat(table.contains(zero)).isFalse();
        table.add(zero);
        table.set(zero, 0);
        for (int i = 1; i < 200; i++) {
            String word = String.format(Locale.ROOT, "%016x", i);
            table.add(word + word + "0".repeat(32)); // all for the same slot
            table.set(word + word + "0".repeat(32), i);
        }

        assertThat(table.get(zero)).isZero();
        for (int i = 1; i < 200; i++) {
            String word = String.format(Locale.ROOT, "%016x", i);
            assertThat(table.get(word + word + "0".repeat(32))).isEqualTo(i);
            assertThat(table.contains("0".repeat(32) + word + word)).isFalse();
        }
    }
}
