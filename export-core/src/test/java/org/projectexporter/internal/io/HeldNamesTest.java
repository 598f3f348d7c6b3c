package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

import org.projectexporter.internal.io.HeldNames.Kind;
import org.projectexporter.spi.RawPath;

class HeldNamesTest {
    private static final RawPath LATIN1 = RawPath.of(new byte[] {'a', (byte) 0xe9});

    private static HeldNames without(Kind kind) {
        return new HeldNames("", Set.of(kind), HeldNames.LONGEST);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTROL_CHARACTERS, 'line\nbreak', 'line break'",
        "DOT_AT_END, end., .end",
        "SPACE_AT_END, 'end ', ' end'",
        "DEVICES, aux.txt, auxiliary.txt",
        "DEVICES, NUL, NULL",
        "DEVICES, com1, com0",
    })
    void nameOfAKindThatIsRefused_cannotBeHeld_andOneLikeItCan(Kind kind, String refused, String held) {
        String name = refused.replace("\\n", "\n");

        assertThat(without(kind).canHold(RawPath.of(name))).isFalse();
        assertThat(without(kind).canHold(RawPath.of(held))).isTrue();
        assertThat(HeldNames.ALL.canHold(RawPath.of(name))).isTrue();
    }

    @Test
    void nameThatIsNotUtf8_isHeldWhereNamesAreBytes() {
        assertThat(without(Kind.NOT_UTF8).canHold(LATIN1)).isFalse();
        assertThat(HeldNames.ALL.canHold(LATIN1)).isTrue();
    }

    @Test
    void everySegmentOfAPath_counts() {
        HeldNames names = new HeldNames(":", Set.of(), HeldNames.LONGEST);

        assertThat(names.canHold(RawPath.of("day/12:30/cut.txt"))).isFalse();
        assertThat(names.canHold(RawPath.of("day/12-30/cut.txt"))).isTrue();
        assertThat(names.canHold(RawPath.ROOT)).isTrue();
    }

    @Test
    void length_countsInBytes_orWhereNamesAreUtf16InCharacters() {
        RawPath long765 = RawPath.of("\u4e2d".repeat(255));
        HeldNames ofNtfs = new HeldNames("", Set.of(Kind.NOT_UTF8), HeldNames.LONGEST);

        assertThat(HeldNames.ALL.canHold(RawPath.of("a".repeat(255)))).isTrue();
        assertThat(HeldNames.ALL.canHold(long765)).isFalse();
        assertThat(ofNtfs.canHold(long765)).isTrue();
        assertThat(ofNtfs.canHold(RawPath.of("\u4e2d".repeat(256)))).isFalse();
        assertThat(new HeldNames("", Set.of(), 143).canHold(RawPath.of("a".repeat(144))))
                .isFalse();
    }
}
