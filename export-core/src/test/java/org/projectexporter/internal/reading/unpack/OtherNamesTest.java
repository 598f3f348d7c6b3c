package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;

@Tag("import")
class OtherNamesTest {
    @ParameterizedTest
    @CsvSource({
        "12:30.txt, 12%3A30.txt",
        "say \"cut\".txt, say %22cut%22.txt",
        "a*b?c<d>e|f, a%2Ab%3Fc%3Cd%3Ee%7Cf",
        "back\\slash, back%5Cslash",
        "dot., dot%2E",
        "100%?, 100%25%3F",
        "café:1, café%3A1"
    })
    void encoded_nameThatWindowsDoesNotAllow_isReadable(String name, String expected) {
        assertThat(OtherNames.encoded(RawPath.of(name))).isEqualTo(RawPath.of(expected));
    }

    @Test
    void encoded_nameWithControlCharactersOrASpaceAtItsEnd_isReadable() {
        assertThat(OtherNames.encoded(RawPath.of("a\nb "))).isEqualTo(RawPath.of("a%0Ab%20"));
        assertThat(OtherNames.encoded(RawPath.of(new byte[] {'a', (byte) 0xe9, 'b'})))
                .isEqualTo(RawPath.of("a%E9b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12:30.txt", "100%?", "%3A:", "café: \"x\"", "a\u0001\u007f", "trailing. ", "+ :"})
    void encoded_decodesToTheSameName(String name) {
        String encoded = String.valueOf(OtherNames.encoded(RawPath.of(name)));

        assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(name);
    }

    @Test
    void encoded_nameThatNeedsNoEncoding_orBecomesTooLong_isNone() {
        assertThat(OtherNames.encoded(RawPath.of("Take.mov"))).isNull();
        assertThat(OtherNames.encoded(RawPath.of(":".repeat(86)))).isNull();
        assertThat(OtherNames.encoded(RawPath.of(":".repeat(85)))).isNotNull();
    }

    @Test
    void digested_namesThatDifferInCase_areDifferentInEveryCase() {
        String one = OtherNames.digested(RawPath.of("Take.mov")).toString();
        String two = OtherNames.digested(RawPath.of("take.mov")).toString();

        assertThat(one).startsWith("Take~").endsWith(".mov").isNotEqualToIgnoringCase(two);
        assertThat(OtherNames.digested(RawPath.of("a.")).toString()).matches("a\\.~[0-9a-f]{8}");
    }
}
