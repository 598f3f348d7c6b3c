package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.projectexporter.CancellationToken;

class StopSignalsTest {
    private final CancellationToken cancellation = new CancellationToken();
    private final BlockingQueue<Integer> halted = new LinkedBlockingQueue<>();

    private StopSignals signals(Duration patience) {
        return new StopSignals(cancellation, patience, halted::add);
    }

    @Test
    void firstSignal_cancelsTheExportAndDecidesTheExitCode() {
        try (StopSignals signals = signals(Duration.ofHours(1))) {
            signals.stop(130);

            assertThat(cancellation.isCancelled()).isTrue();
            assertThat(signals.exitCode()).isEqualTo(130);
            assertThat(halted).isEmpty();
        }
    }

    @Test
    void secondSignal_haltsAtOnce() {
        try (StopSignals signals = signals(Duration.ofHours(1))) {
            signals.stop(1);
            signals.stop(130);

            assertThat(halted).containsExactly(130);
            assertThat(signals.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void exportThatDoesNotEnd_isHaltedWhenPatienceIsOver() throws Exception {
        try (StopSignals signals = signals(Duration.ofMillis(1))) {
            signals.stop(130);

            assertThat(halted.poll(30, TimeUnit.SECONDS)).isEqualTo(130);
        }
    }

    @Test
    void cancelledWithoutASignal_canBeResumed() {
        try (StopSignals signals = signals(Duration.ofHours(1))) {
            assertThat(signals.exitCode()).isEqualTo(75);
        }
    }
}
