package org.projectexporter.internal.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import org.projectexporter.fakes.TestFiles;

class Crc32cTest {
    /** The check value of CRC-32/ISCSI: catalogue of parametrised CRC algorithms, reveng.sourceforge.io. */
    @Test
    void of_theDigits_isTheCheckValue() {
        assertThat(Crc32c.of("123456789".getBytes(US_ASCII))).isEqualTo(0xe3069283);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 4096, 65_537, 99_999, 100_000})
    void joined_givesTheSumOfTheWhole(int first) {
        byte[] whole = TestFiles.noise(100_000, 1);

        int joined = Crc32c.joined(
                Crc32c.of(Arrays.copyOf(whole, first)),
                Crc32c.of(Arrays.copyOfRange(whole, first, whole.length)),
                whole.length - first);

        assertThat(joined).isEqualTo(Crc32c.of(whole));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 50_000, 99_990})
    void replaced_givesTheSumOfWhatItHasBecome(int at) {
        byte[] whole = TestFiles.noise(100_000, 2);
        byte[] after = TestFiles.noise(10, at);
        int before = Crc32c.of(Arrays.copyOfRange(whole, at, at + after.length));
        int sum = Crc32c.of(whole);

        System.arraycopy(after, 0, whole, at, after.length);

        assertThat(Crc32c.replaced(sum, before, Crc32c.of(after), whole.length - at - after.length))
                .isEqualTo(Crc32c.of(whole));
    }
}
