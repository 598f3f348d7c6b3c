package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9996, 10.0 kB",
        "99949, 99.9 kB",
        "99951, 100 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "4160000000, 4.16 GB",
        "9223372036854775807, 9.22 EB"
    })
    void bytes_haveThreeDigitsAndNeverAThousandOfAUnit(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "40, 0.0 s",
        "3249, 3.2 s",
        "9949, 9.9 s",
        "9951, 10 s",
        "59499, 59 s",
        "59500, 1 min 00 s",
        "185000, 3 min 05 s",
        "3599700, 1 h 00 min",
        "7620000, 2 h 07 min"
    })
    void duration_hasAsManyDigitsAsAreOfUse(long millis, String text) {
        assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void remaining_isWholeSecondsAndNeverNothing() {
        assertThat(Amounts.remaining(0.2)).isEqualTo("1 s");
        assertThat(Amounts.remaining(8.4)).isEqualTo("8 s");
        assertThat(Amounts.remaining(95.2)).isEqualTo("1 min 35 s");
    }

    @Test
    void count_groupsThousandsAndKnowsOne() {
        assertThat(Amounts.count(1234567, "file")).isEqualTo("1,234,567 files");
        assertThat(Amounts.count(1, "commit")).isEqualTo("1 commit");
        assertThat(Amounts.count(0, "commit")).isEqualTo("0 commits");
    }
}
