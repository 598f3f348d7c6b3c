package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

class RawArgumentsTest {
    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<RawPath> read(String commandLine, String... decoded) {
        return RawArguments.ofCommandLine(latin1(commandLine), List.of(decoded));
    }

    @Test
    void commandLine_endsWithTheArguments_asBytes() {
        assertThat(read("java\0-cp\0x\0Main\0export\0\u00e9\0-o\0\0", "export", "\ufffd", "-o", ""))
                .containsExactly(RawPath.of("export"), RawPath.of(latin1("\u00e9")), RawPath.of("-o"), RawPath.ROOT);
    }

    @Test
    void commandLineOfOtherArguments_isNotBelieved() {
        assertThat(read("java\0Main\0verify\0\u00e9\0", "export", "\ufffd"))
                .containsExactly(RawPath.of("export"), RawPath.of("\ufffd"));
        assertThat(read("\u00e9\0", "export", "\ufffd")).containsExactly(RawPath.of("export"), RawPath.of("\ufffd"));
    }

    @Test
    void path_ofAnArgumentThatIsNotUtf8_hasItsBytes_alsoBehindTheNameOfAnOption() throws IOException {
        RawArguments arguments = new RawArguments(List.of(
                RawPath.of("export"), RawPath.of(latin1("/in/\u00e9")), RawPath.of(latin1("--output=/out/\u00ff"))));

        assertThat(arguments.texts()).containsExactly("export", "/in/\ufffd", "--output=/out/\ufffd");
        assertThat(bytes(arguments.path("/in/\ufffd"))).isEqualTo("/in/\u00e9");
        assertThat(bytes(arguments.path("/out/\ufffd"))).isEqualTo("/out/\u00ff");
    }

    private static String bytes(Path path) {
        return new String(NativeNames.bytesOf(path).bytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void path_thatJavaUnderstands_staysAsItWasGiven() throws IOException {
        RawArguments arguments = RawArguments.ofText("film", "b\u00fcro/film");

        assertThat(arguments.path("film")).isEqualTo(Path.of("film"));
        assertThat(arguments.path("b\u00fcro/film")).isEqualTo(Path.of("b\u00fcro/film"));
        assertThat(arguments.path("/b\u00fcro")).isEqualTo(Path.of("/b\u00fcro"));
        assertThat(arguments.path("")).isEqualTo(Path.of(""));
    }
}
