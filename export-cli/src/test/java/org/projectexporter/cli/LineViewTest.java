package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LineViewTest {
    private final FakeConsole console = new FakeConsole();
    private final LineView view = new LineView(console.plain());

    @Test
    void shortExport_printsNothing() {
        for (int percent = 0; percent <= 100; percent++) {
            console.pass(Duration.ofMillis(10));
            view.onProgress(Events.writing(percent / 100.0, "a"));
        }
        view.onProgress(Events.complete());

        assertThat(console.err()).isEmpty();
    }

    @Test
    void longExport_printsALineAtEachTenth() {
        for (int percent = 0; percent <= 99; percent++) {
            console.pass(Duration.ofSeconds(2));
            view.onProgress(Events.writing(percent / 100.0, "a"));
        }

        assertThat(console.err().lines())
                .hasSize(9)
                .first()
                .isEqualTo("writing: 10%, 416 MB of 4.16 GB, 1.25 GB/s, 1 min 35 s left");
    }

    @Test
    void slowExport_printsALineEveryHalfMinute() {
        for (int second = 0; second < 95; second++) {
            console.pass(Duration.ofSeconds(1));
            view.onProgress(Events.writing(0.001, "a"));
        }

        assertThat(console.err().lines()).hasSize(3);
    }

    @Test
    void slowPlanning_saysWhatItHasFound() {
        console.pass(Duration.ofSeconds(31));

        view.onProgress(Events.planning(100_000, 2_000_000_000, "film/x"));

        assertThat(console.err()).isEqualTo("scanning the project: 100,000 files, 2.00 GB\n");
    }
}
