package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

class FormatChoiceTest {
    private final FormatChoice choice = new FormatChoice(FakeFormat.ALL);

    @ParameterizedTest
    @CsvSource({
        "film.zip, zip",
        "FILM.ZIP, zip",
        "a/film.tar, tar",
        "film.tar.gz, tar.gz",
        "film.tgz, tar.gz",
        "film.gz, gz"
    })
    void longestSuffixThatFits_decides(String file, String format) {
        assertThat(choice.forFile(Path.of(file))).isEqualTo(format);
    }

    @Test
    void unknownSuffix_isRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice.forFile(Path.of("film.rar")))
                .withMessageContaining("film.rar")
                .withMessageContaining(".gz, .tar, .tar.gz, .tgz, .zip");
    }
}
