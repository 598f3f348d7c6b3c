package org.projectexporter.internal.reading.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.projectexporter.spi.RawPath;

class LinkTargetsTest {
    private static boolean mayLeadOut(String path, String target) {
        return LinkTargets.mayLeadOut(RawPath.of(path), RawPath.of(target));
    }

    @ParameterizedTest
    @CsvSource({
        "film/link, take.mov",
        "film/link, shots/take.mov",
        "film/link, .",
        "film/link, ./././x",
        "film/a/link, ..",
        "film/a/link, ../take.mov",
        "film/a/b/link, ../../x",
        "film/a/b/link, .././.././x/y",
        "film/link, ...",
        "film/link, ..x/y"
    })
    void targetsWithinTheProject_areKnownAsSuch(String path, String target) {
        assertThat(mayLeadOut(path, target)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "film/link, ..",
        "film/link, ../film/x",
        "film/link, ../film.dependencies/x",
        "film/a/link, ../../x",
        "film/link, /etc/passwd",
        "film/link, a/../x",
        "film/a/link, a/../../x",
        "film/link, C:/x",
        "film/link, ..\\x",
        "film/link, \\x"
    })
    void targetsElsewhere_orThatMayBe_areReported(String path, String target) {
        assertThat(mayLeadOut(path, target)).isTrue();
    }
}
