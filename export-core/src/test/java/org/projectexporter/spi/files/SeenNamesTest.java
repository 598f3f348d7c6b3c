package org.projectexporter.spi.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames.Kind;

class SeenNamesTest {
    @Test
    void manyNames_areKnownAgain_eachAsWhatItIs() throws MemoryException {
        SeenNames names = new SeenNames();
        Kind[] kinds = Kind.values();
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            assertThat(names.put(RawPath.of("film/" + i), kinds[i % kinds.length]))
                    .isNull();
        }
        for (int i = 0; i < count; i++) {
            assertThat(names.get(RawPath.of("film/" + i))).isEqualTo(kinds[i % kinds.length]);
            assertThat(names.get(RawPath.of("film/x" + i))).isNull();
        }
    }

    @Test
    void laterKind_replacesTheEarlierOne_whichIsReturned() throws MemoryException {
        SeenNames names = new SeenNames();
        names.put(RawPath.of("a"), Kind.IMPLIED_FOLDER);
        assertThat(names.put(RawPath.of("a"), Kind.FOLDER)).isEqualTo(Kind.IMPLIED_FOLDER);
        assertThat(names.get(RawPath.of("a"))).isEqualTo(Kind.FOLDER);
    }

    @Test
    void namesThatDifferInBytesAlone_areTwo() throws MemoryException {
        SeenNames names = new SeenNames();
        names.put(RawPath.of(new byte[] {(byte) 0xff}), Kind.FILE);
        assertThat(names.get(RawPath.of(new byte[] {(byte) 0xfe}))).isNull();
        assertThat(names.get(RawPath.of("\ufffd"))).isNull();
    }
}
