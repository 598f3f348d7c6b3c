package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Properties;

class TerminalTest {
    private static Properties launcher(String tty, String columns) {
        Properties properties = new Properties();
        properties.setProperty("project.export.tty", tty);
        properties.setProperty("project.export.columns", columns);
        return properties;
    }

    @Test
    void launcher_tellsWhetherItIsATerminalAndHowWide() {
        assertThat(Terminal.detect(launcher("true", "132"), Map.of())).isEqualTo(new Terminal(true, 132, true));
        assertThat(Terminal.detect(launcher("false", ""), Map.of())).isEqualTo(new Terminal(false, 80, false));
    }

    @Test
    void withoutALauncher_itIsNoTerminal() {
        assertThat(Terminal.detect(new Properties(), Map.of())).isEqualTo(new Terminal(false, 80, false));
    }

    @Test
    void noColor_isHonouredIfItIsNotEmpty() {
        assertThat(Terminal.detect(launcher("true", "80"), Map.of("NO_COLOR", "1"))
                        .colour())
                .isFalse();
        assertThat(Terminal.detect(launcher("true", "80"), Map.of("NO_COLOR", ""))
                        .colour())
                .isTrue();
    }

    @Test
    void dumbTerminal_isNotRedrawn() {
        assertThat(Terminal.detect(launcher("true", "80"), Map.of("TERM", "dumb"))
                        .interactive())
                .isFalse();
    }

    @Test
    void widthThatIsNoWidth_isEighty() {
        assertThat(Terminal.detect(launcher("true", "0"), Map.of()).columns()).isEqualTo(80);
        assertThat(Terminal.detect(launcher("true", "wide"), Map.of()).columns())
                .isEqualTo(80);
    }
}
