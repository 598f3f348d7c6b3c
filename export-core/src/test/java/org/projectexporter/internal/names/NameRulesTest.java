package org.projectexporter.internal.names;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import org.projectexporter.spi.RawPath;

/** Unusual names that exist: none of them may be refused. Those that must be are in {@code IncomingArchiveTest}. */
class NameRulesTest {
    static Stream<RawPath> odd() {
        return Stream.of(
                RawPath.of("film"),
                RawPath.of("film/back\\slash.txt"),
                RawPath.of("film/\\"),
                RawPath.of("film/a\\\\b\\"),
                RawPath.of("film/trailing."),
                RawPath.of("film/trailing "),
                RawPath.of("film/..."),
                RawPath.of("film/.. "),
                RawPath.of("film/..x/.hidden"),
                RawPath.of("film/C:/x"),
                RawPath.of("film/new\nline"),
                RawPath.of("film/-rf"),
                RawPath.of("film/CON.txt"),
                RawPath.of("film/12:30"),
                RawPath.of("1:2/x"),
                RawPath.of("film/" + "x".repeat(255)),
                RawPath.of("film/" + "y/".repeat(2000) + "z"),
                RawPath.of(new byte[] {'f', '/', (byte) 0xff, (byte) 0xfe}));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void oddNames_areTaken(RawPath path) {
        assertThatCode(() -> NameRules.check(path, 4095)).doesNotThrowAnyException();
    }
}
