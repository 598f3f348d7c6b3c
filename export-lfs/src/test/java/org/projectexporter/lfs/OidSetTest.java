package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

final class OidSetTest {
    private static String oid(int number) {
        return String.format(Locale.ROOT, "%08x", number * 0x01234567) + "a".repeat(56);
    }

    @Test
    void contains_exactlyWhatWasAdded_howeverMany_inAnyOrder() throws IOException {
        for (int count : new int[] {0, 1, 2, 63, 64, 65, 200}) {
            OidSet oids = new OidSet();
            for (int number = 1; number <= count; number++) {
                oids.add(oid(number));
            }

            assertThat(oids.size()).isEqualTo(count);
            assertThat(IntStream.rangeClosed(1, count).mapToObj(OidSetTest::oid))
                    .allMatch(oids::contains);
            assertThat(IntStream.rangeClosed(count + 1, 300).mapToObj(OidSetTest::oid))
                    .noneMatch(oids::contains);
        }
    }

    @Test
    void add_ofAnOidInTheSet_changesNothing() throws IOException {
        OidSet oids = new OidSet();
        for (String oid : List.of("0".repeat(64), "f".repeat(64), "0".repeat(64), "f".repeat(64))) {
            oids.add(oid);
        }

        assertThat(oids.size()).isEqualTo(2);
        assertThat(oids.contains("0".repeat(64))).isTrue();
        assertThat(oids.contains("f".repeat(64))).isTrue();
        assertThat(oids.contains("0".repeat(63) + "1")).isFalse();
    }
}
