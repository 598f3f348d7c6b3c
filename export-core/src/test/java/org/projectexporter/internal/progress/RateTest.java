package org.projectexporter.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = 1_000_000_000L;

    private final Rate rate = new Rate();

    @Test
    void bytesPerSecond_beforeTheSecondSample_isZero() {
        assertThat(rate.bytesPerSecond()).isZero();
        rate.add(5, 100);
        assertThat(rate.bytesPerSecond()).isZero();
    }

    @Test
    void bytesPerSecond_ofTwoSamplesAtOneMoment_isZero() {
        rate.add(5, 100);
        rate.add(5, 200);
        assertThat(rate.bytesPerSecond()).isZero();
    }

    @Test
    void bytesPerSecond_looksAtTheLastSecondsOnly() {
        rate.add(0, 0);
        for (int i = 1; i <= 10; i++) {
            rate.add(i * SECOND, 1000L * i);
        }
        for (int i = 11; i <= 20; i++) {
            rate.add(i * SECOND, 10_000 + 5L * (i - 10));
        }
        assertThat(rate.bytesPerSecond()).isEqualTo(5);
    }

    @Test
    void bytesPerSecond_afterALongPause_spansIt() {
        rate.add(0, 0);
        rate.add(SECOND, 100);
        rate.add(101 * SECOND, 1100);
        assertThat(rate.bytesPerSecond()).isEqualTo(10);
    }
}
