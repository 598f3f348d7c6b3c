package org.projectexporter.media.mhl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class MhlHashTest {
    /** Published values: those of the empty input, and of "abc" where RFC 1321, FIPS 180-4 and xxHash list it. */
    @ParameterizedTest
    @CsvSource({
        "XXH64,'',ef46db3751d8e999",
        "XXH64,abc,44bc2cf5ad770999",
        "XXH3,'',2d06800538d394c2",
        "XXH128,'',99aa06d3014798d86001c324468d497f",
        "MD5,abc,900150983cd24fb0d6963f7d28e17f72",
        "SHA1,abc,a9993e364706816aba3e25717850c26c9cd0d89d",
        "C4,'',c459dsjfscH38cYeXXYogktxf4Cd9ibshE3BHUo6a58hBXmRQdZrAkZzsWcbWtDg5oQstpDuni4Hirj75GEmTc1sFT"
    })
    void hash_isThePublishedOne(MhlHash kind, String content, String expected) {
        byte[] hash = kind.of(content.getBytes(StandardCharsets.UTF_8));

        assertThat(kind.text(hash)).isEqualTo(expected);
        assertThat(kind.parse(expected)).isEqualTo(hash);
        assertThat(hash).hasSize(kind.bytes());
        assertThat(MhlHash.named(kind.element())).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void hash_isTheSame_ofAnyPartsInAnyKindOfBuffer(MhlHash kind) {
        byte[] content = new byte[300_001];
        new Random(7).nextBytes(content);
        MhlHash.Running running = kind.start();
        ByteBuffer direct = ByteBuffer.allocateDirect(200_000);
        direct.put(content, 0, 200_000).flip();
        running.update(direct);
        ByteBuffer array = ByteBuffer.wrap(content, 200_000, 100_001).slice();
        running.update(array.limit(1));
        running.update(array.limit(array.capacity()).position(1));

        assertThat(running.finish()).isEqualTo(kind.of(content));
    }

    @Test
    void text_thatIsNoHash_isNone() {
        assertThat(MhlHash.XXH64.parse("ef46db3751d8e9")).isNull();
        assertThat(MhlHash.XXH64.parse("ef46db3751d8e99z")).isNull();
        assertThat(MhlHash.C4.parse("c4" + "z".repeat(88))).isNull();
        assertThat(MhlHash.C4.parse("c4" + "0".repeat(88))).isNull();
        assertThat(MhlHash.named("crc32")).isNull();
        assertThatThrownBy(() -> C4Id.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void identifiers_areSortedLikeDigests_andSmallOnesHaveTheirLength() {
        byte[] small = new byte[64];
        byte[] large = new byte[64];
        small[63] = 1;
        large[0] = -1;

        assertThat(C4Id.of(small)).isEqualTo("c4" + "1".repeat(87) + "2").isLessThan(C4Id.of(large));
        assertThat(C4Id.parse(C4Id.of(small))).isEqualTo(small);
        assertThat(C4Id.parse(C4Id.of(large))).isEqualTo(large);
    }
}
