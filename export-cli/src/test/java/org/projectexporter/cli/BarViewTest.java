package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarViewTest {
    private static final String LONG_PATH = "film/05_Renders/grading/final/version-3/映画/scene-0042-take-07.mov";

    private final FakeConsole console = new FakeConsole();

    private String seen(Terminal terminal, double progress, String path) {
        new BarView(console.with(terminal)).onProgress(Events.writing(progress, path));
        return FakeScreen.after(console.err());
    }

    @Test
    void line_showsPercentBarBytesRateRemainingTimeAndFile() {
        assertThat(seen(new Terminal(true, 110, false), 0.5, "film/a.mov"))
                .isEqualTo(" 50% [#############--------------]  2.08 GB of 4.16 GB  1.25 GB/s  1 min 35 s left"
                        + "  film/a.mov");
    }

    @Test
    void line_isFullOnlyWhenAllIsDone() {
        assertThat(seen(new Terminal(true, 60, false), 0.9999, ""))
                .startsWith(" 99% [")
                .contains("-]");
        assertThat(seen(new Terminal(true, 60, false), 1, ""))
                .startsWith("100% [")
                .doesNotContain("-]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 20, 39, 40, 41, 60, 80, 100, 132, 300})
    void line_staysWithinTheTerminalAndLeavesItsLastColumnFree(int columns) {
        assertThat(TextColumns.of(seen(new Terminal(true, columns, false), 0.5, LONG_PATH)))
                .isLessThan(Math.max(2, columns));
    }

    @Test
    void line_keepsTheEndOfAPathThatDoesNotFit() {
        assertThat(seen(new Terminal(true, 110, false), 0.5, LONG_PATH))
                .contains("left  ...")
                .endsWith("take-07.mov");
    }

    @Test
    void line_makesControlCharactersOfNamesVisible() {
        assertThat(seen(new Terminal(true, 120, false), 0.5, "a\u001b[2J\nb")).endsWith("a\\u001b[2J\\nb");
    }

    @Test
    void planning_showsWhatWasFoundSoFar() {
        new BarView(console.with(new Terminal(true, 80, false))).onProgress(Events.planning(1234, 5_000_000, "film/x"));

        assertThat(FakeScreen.after(console.err())).isEqualTo("scanning the project  1,234 files  5.00 MB  film/x");
    }

    @Test
    void shorterLine_leavesNothingOfTheLongerOneBeforeIt() {
        BarView view = new BarView(console.with(new Terminal(true, 120, false)));

        view.onProgress(Events.writing(0.5, LONG_PATH));
        view.onProgress(Events.planning(1, 1, ""));

        assertThat(FakeScreen.after(console.err())).isEqualTo("scanning the project  1 file  1 byte");
    }

    @Test
    void close_wipesTheLineAndGoesToItsStart() {
        BarView view = new BarView(console.with(new Terminal(true, 120, false)));
        view.onProgress(Events.writing(0.5, LONG_PATH));

        view.close();
        view.close();

        assertThat(FakeScreen.after(console.err())).isEmpty();
        assertThat(console.err()).endsWith("\r");
    }

    @Test
    void lastEvent_wipesTheLineToo() {
        BarView view = new BarView(console.with(new Terminal(true, 120, false)));
        view.onProgress(Events.writing(0.5, LONG_PATH));

        view.onProgress(Events.complete());

        assertThat(FakeScreen.after(console.err())).isEmpty();
    }

    @Test
    void colour_isThereOnlyWhereItIsWelcome() {
        assertThat(seen(new Terminal(true, 80, false), 0.5, "a")).doesNotContain("\u001b");
        assertThat(seen(new Terminal(true, 80, true), 0.5, "a")).contains("\u001b[32m#");
    }
}
