package org.projectexporter.git.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Ids in the indexes of packs that Git makes, of both versions and lengths, and of loose objects. */
final class IdSetTest {
    private static final String NONE = "0123456789abcdef0123";

    @TempDir
    Path temp;

    private static Path onlyIndex(GitFixture film) throws IOException {
        try (Stream<Path> files = Files.list(film.folder().resolve(".git/objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".idx"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> objects(GitFixture film) throws IOException {
        List<String> ids = new ArrayList<>();
        film.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
                .lines()
                .forEach(ids::add);
        return ids;
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 2", "SHA1, 1", "SHA256, 2"})
    void addPack_knowsEachObjectOfThePack_andNoOther(IdFormat format, String version) throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"), "--object-format=" + format.configName());
        film.git("config", "pack.indexVersion", version);
        film.file("a", "a\n").commit("First").commits(20).gc();
        byte[] index = Files.readAllBytes(onlyIndex(film));
        IdSet ids = new IdSet(format, HeapShare.half());

        ids.addPack(new ByteArrayInputStream(index), index.length);

        assertThat(objects(film)).hasSizeGreaterThan(20).allMatch(ids::contains);
        assertThat(ids.contains(NONE.repeat(4).substring(0, format.digits()))).isFalse();
        IdSet empty = new IdSet(format, HeapShare.half());
        assertThat(ids.missingFrom(empty)).containsExactlyInAnyOrderElementsOf(objects(film));
        assertThat(ids.missingFrom(ids)).isEmpty();
    }

    @Test
    void addLoose_inAnyOrder_knowsEach() throws IOException {
        IdSet ids = new IdSet(IdFormat.SHA1, HeapShare.half());
        List<String> some = List.of("ff".repeat(20), "00".repeat(20), "7f".repeat(20), "80".repeat(20));

        ids.addLoose(some);

        assertThat(some).allMatch(ids::contains);
        assertThat(ids.contains("81".repeat(20))).isFalse();
    }

    @Test
    void addPack_ofAnIndexThatIsCutOrDamaged_isRefused_andTakesNoMemory() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file("a", "a\n")
                .commit("First")
                .gc();
        byte[] index = Files.readAllBytes(onlyIndex(film));
        HeapShare heap = new HeapShare(index.length);
        IdSet ids = new IdSet(IdFormat.SHA1, heap);

        for (int length : new int[] {0, 4, 8, 100, 1031, 1040}) {
            assertThatThrownBy(() -> ids.addPack(new ByteArrayInputStream(index, 0, length), length))
                    .isInstanceOf(SourceException.class);
        }
        byte[] negative = index.clone();
        negative[8 + 255 * 4] = (byte) 0x80;
        assertThatThrownBy(() -> ids.addPack(new ByteArrayInputStream(negative), negative.length))
                .isInstanceOf(SourceException.class);

        assertThat(heap.left()).isEqualTo(index.length);
    }

    @Test
    void addPack_thatDoesNotFit_saysSo() {
        IdSet ids = new IdSet(IdFormat.SHA1, new HeapShare(10));

        assertThatThrownBy(() -> ids.addPack(new ByteArrayInputStream(new byte[11]), 11))
                .isInstanceOf(MemoryException.class);
    }
}
