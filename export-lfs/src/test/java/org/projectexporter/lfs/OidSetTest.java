package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

final class OidSetTest {
    private static String oid(int number) {
        return "%08x".formatted(number * 0x01234567) + "a".repeat(56);
    }

    @Test
    void contains_justWhatWasAdded_howeverMany() {
        for (int count : new int[] {0, 1, 2, 63, 64, 65, 200}) {
            OidSet oids = new OidSet();
            IntStream.rangeClosed(1, count).mapToObj(OidSetTest::oid).sorted().forEach(oids::add);

            assertThat(oids.size()).isEqualTo(count);
            assertThat(IntStream.rangeClosed(1, count).mapToObj(OidSetTest::oid))
                    .allMatch(oids::contains);
            assertThat(IntStream.rangeClosed(count + 1, 300).mapToObj(OidSetTest::oid))
                    .noneMatch(oids::contains);
        }
    }

    @Test
    void add_ofAnOidThatIsNotGreater_isRefused() {
        OidSet oids = new OidSet();
        oids.add("80" + "0".repeat(62));

        assertThatThrownBy(() -> oids.add("80" + "0".repeat(62))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> oids.add("7f" + "f".repeat(62))).isInstanceOf(IllegalArgumentException.class);
    }
}
