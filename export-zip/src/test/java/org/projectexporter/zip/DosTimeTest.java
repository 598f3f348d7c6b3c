package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.zip.ZipException;

final class DosTimeTest {
    @Test
    void time_isPackedAsInAppnote_inUtc() {
        int date = (2025 - 1980) << 9 | 1 << 5 | 15;
        int clock = 10 << 11 | 59 << 5 | 58 / 2;
        assertThat(DosTime.of(Instant.parse("2025-01-15T10:59:59.9Z"))).isEqualTo(date << 16 | clock);
    }

    @Test
    void timeOutOfRange_becomesTheNearestPossible() throws ZipException {
        assertThat(DosTime.toInstant(DosTime.of(Instant.parse("1601-01-01T00:00:00Z"))))
                .isEqualTo("1980-01-01T00:00:00Z");
        assertThat(DosTime.toInstant(DosTime.of(Instant.parse("9999-01-01T00:00:00Z"))))
                .isEqualTo("2107-12-31T23:59:58Z");
    }

    @Test
    void everyDay_roundTrips() throws ZipException {
        Instant first = Instant.parse("1980-01-01T23:59:58Z");
        for (int day = 0; day < 46_750; day++) {
            Instant time = first.plusSeconds(86_400L * day);
            assertThat(DosTime.toInstant(DosTime.of(time))).isEqualTo(time);
        }
    }
}
