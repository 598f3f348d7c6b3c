package org.projectexporter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class RawPathTest {
    /** A folder in memory: its children by name, sorted by unsigned bytes; a file has none. */
    private static final class Node {
        private final Map<byte[], Node> children = new TreeMap<>(Arrays::compareUnsigned);

        private void walk(RawPath path, List<RawPath> paths) {
            children.forEach((name, child) -> {
                RawPath here = path.resolve(RawPath.of(name));
                paths.add(here);
                child.walk(here, paths);
            });
        }

        private void grow(Random random, int depth) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                byte[] name = name(random);
                Node child = children.computeIfAbsent(name, key -> new Node());
                if (depth > 0) {
                    child.grow(random, depth - 1);
                }
            }
        }

        /** Bytes around the slash, and those that are negative in Java. */
        private static byte[] name(Random random) {
            byte[] alphabet = {'a', '-', '.', '0', ' ', 1, '\n', (byte) 0x80, (byte) 0xff, (byte) 0xc3};
            byte[] name = new byte[1 + random.nextInt(3)];
            for (int i = 0; i < name.length; i++) {
                name[i] = alphabet[random.nextInt(alphabet.length)];
            }
            return name;
        }
    }

    @Test
    void compareTo_isTheOrderOfATreeWalk() {
        for (long seed = 0; seed < 200; seed++) {
            Node root = new Node();
            root.grow(new Random(seed), 4);
            List<RawPath> walked = new ArrayList<>();
            root.walk(RawPath.ROOT, walked);
            List<RawPath> sorted = new ArrayList<>(walked);
            Collections.shuffle(sorted, new Random(seed));
            Collections.sort(sorted);
            assertThat(sorted).as("seed " + seed).isEqualTo(walked);
        }
    }

    @Test
    void compareTo_putsAFolderDirectlyBeforeWhatItHolds() {
        assertThat(List.of(RawPath.of("a"), RawPath.of("a/b"), RawPath.of("a\001"), RawPath.of("a-b")))
                .isSorted();
        assertThat(RawPath.of("a")).isEqualByComparingTo(RawPath.of("a"));
    }

    @ParameterizedTest
    @CsvSource({"a, '', a", "a/b, a, b", "a/b/c, a/b, c", "é/ü, é, ü", "/a, '', a"})
    void parentAndFileName_splitAtTheLastSlash(String path, String parent, String name) {
        assertThat(RawPath.of(path).parent()).isEqualTo(RawPath.of(parent));
        assertThat(RawPath.of(path).fileName()).isEqualTo(RawPath.of(name));
    }

    @Test
    void parent_ofTheRoot_isNull() {
        assertThat(RawPath.ROOT.parent()).isNull();
        assertThat(RawPath.ROOT.fileName()).isEqualTo(RawPath.ROOT);
    }

    @ParameterizedTest
    @CsvSource({"a/b, a, b", "a/b/c, a, b/c", "a, a, ''", "a/b, '', a/b", "'', '', ''"})
    void relativeTo_isTheInverseOfResolve(String path, String folder, String relative) {
        assertThat(RawPath.of(path).relativeTo(RawPath.of(folder))).isEqualTo(RawPath.of(relative));
        assertThat(RawPath.of(folder).resolve(RawPath.of(relative))).isEqualTo(RawPath.of(path));
    }

    @ParameterizedTest
    @CsvSource({"ab, a", "a, a/b", "a, b", "'', a"})
    void relativeTo_anUnrelatedFolder_isRefused(String path, String folder) {
        assertThat(RawPath.of(path).startsWith(RawPath.of(folder))).isFalse();
        assertThatThrownBy(() -> RawPath.of(path).relativeTo(RawPath.of(folder)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_areCopiedBothWays() {
        byte[] bytes = {'a', 'b'};
        RawPath path = RawPath.of(bytes);
        bytes[0] = 'x';
        path.bytes()[1] = 'y';

        assertThat(path).isEqualTo(RawPath.of("ab"));
        assertThat(path.buffer().isReadOnly()).isTrue();
    }

    @Test
    void isUtf8_distinguishesTextFromBytes() {
        assertThat(RawPath.of("é\uD83C\uDFAC").isUtf8()).isTrue();
        assertThat(RawPath.of("é").isAscii()).isFalse();
        for (int[] bad : new int[][] {{0xff}, {0xc3}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xf5, 0x80, 0x80, 0x80}}) {
            byte[] bytes = new byte[bad.length];
            for (int i = 0; i < bad.length; i++) {
                bytes[i] = (byte) bad[i];
            }
            assertThat(RawPath.of(bytes).isUtf8()).as(Arrays.toString(bad)).isFalse();
        }
    }

    @Test
    void equals_comparesBytes() {
        RawPath composed = RawPath.of("\u00e9");
        RawPath decomposed = RawPath.of("e\u0301");

        assertThat(composed).isNotEqualTo(decomposed).hasSameHashCodeAs(RawPath.of("\u00e9"));
        assertThat(RawPath.of(new byte[] {(byte) 0xff})).isNotEqualTo(RawPath.of(new byte[] {(byte) 0xfe}));
        assertThat(RawPath.of(new byte[] {(byte) 0xff})).hasToString("\uFFFD");
        assertThat(composed.length()).isEqualTo("\u00e9".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void append_putsBytesDirectlyBehind_whateverTheyAre() {
        RawPath odd = RawPath.of(new byte[] {'a', (byte) 0xff});

        assertThat(odd.append(".zip")).isEqualTo(RawPath.of(new byte[] {'a', (byte) 0xff, '.', 'z', 'i', 'p'}));
        assertThat(RawPath.of(".").append(odd)).isEqualTo(RawPath.of(new byte[] {'.', 'a', (byte) 0xff}));
        assertThat(odd.append("")).isEqualTo(odd);
    }
}
