package org.projectexporter.git.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.hostile.CraftedIndex;

final class IndexReaderTest {
    @TempDir
    Path temp;

    private GitFixture repository;
    private Path index;

    @BeforeEach
    void init() throws IOException {
        repository = GitFixture.init(temp.resolve("film"));
        index = repository.folder().resolve(".git/index");
        for (int i = 0; i < 80; i++) {
            repository.file("folder" + i % 7 + "/" + "n".repeat(i % 50) + i, "content " + i);
        }
        repository.commit("First").staged("staged-é\n", "staged");
    }

    private List<String> entries() throws IOException {
        List<String> entries = new ArrayList<>();
        IndexReader.read(
                index,
                entry -> entries.add(Integer.toOctalString(entry.mode()) + " " + entry.id() + " " + entry.stage() + "\t"
                        + entry.path()));
        return entries;
    }

    private List<String> asGitPrintsThem() throws IOException {
        return Arrays.asList(repository.git("ls-files", "-s", "-z").split("\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "4"})
    void read_ofEveryVersion_givesWhatGitPrints(String version) throws IOException {
        if (version.equals("3")) {
            repository.git("add", "-N", "folder0");
            repository.file("intended", "to be added").git("add", "-N", "intended");
        } else {
            repository.git("update-index", "--index-version", version);
        }

        assertThat(Files.readAllBytes(index)[7]).isEqualTo((byte) Integer.parseInt(version));
        assertThat(entries()).isEqualTo(asGitPrintsThem()).hasSizeGreaterThan(80);
    }

    @Test
    void read_ofAConflict_givesAllStages() throws IOException {
        repository.git("checkout", "-q", "-b", "side");
        repository.file("folder0/0", "theirs").commit("Theirs").git("checkout", "-q", "main");
        repository.file("folder0/0", "ours").commit("Ours");
        assertThatThrownBy(() -> repository.git("merge", "side")).isInstanceOf(AssertionError.class);

        assertThat(entries()).isEqualTo(asGitPrintsThem()).anyMatch(line -> line.contains(" 3\tfolder0/0"));
    }

    @Test
    void read_ofAnIndexWithoutChecksum_acceptsIt() throws IOException {
        byte[] bytes = Files.readAllBytes(index);
        Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0);
        Files.write(index, bytes);

        assertThat(entries()).isEqualTo(asGitPrintsThem());
    }

    /** In version 4 a few bytes suffice for a name that is slightly longer than the one before. */
    @Test
    void read_ofNamesThatGrowWithoutEnd_isRefused() {
        CraftedIndex crafted = CraftedIndex.ofVersion(4);
        for (int i = 0; i < 5000; i++) {
            crafted.entryBehind(0, "a", 0100644, "12".repeat(20));
        }

        assertThatThrownBy(() -> IndexReader.read(crafted.bytes(), IdFormat.SHA1, (entry, at) -> {}))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("name of 4097 bytes");
    }

    /**
     * Some entries of the shared index are deleted, some changed, some new; the index itself contains nothing else.
     */
    @Test
    void read_ofASplitIndex_givesWhatGitPrints() throws IOException {
        repository.git("-c", "splitIndex.maxPercentChange=100", "update-index", "--split-index");
        repository.git("config", "splitIndex.maxPercentChange", "100");
        repository.git("rm", "-q", "--cached", "folder0/0", "folder3/nnn3");
        repository.file("folder1/n1", "changed").file("folder4/nnnn4", "changed, too");
        repository.staged("folder2/new", "new").git("add", "folder1/n1", "folder4/nnnn4");

        assertThat(entries())
                .containsExactlyInAnyOrderElementsOf(asGitPrintsThem())
                .hasSize(80);
        assertThat(IndexReader.read(Files.readAllBytes(index), IdFormat.SHA1, (entry, at) -> {})
                        .split())
                .isNotNull();
    }

    @Test
    void read_ofASplitIndexWithLongIds_givesWhatGitPrints() throws IOException {
        repository = GitFixture.init(temp.resolve("new"), "--object-format=sha256");
        index = repository.folder().resolve(".git/index");
        repository.file("a", "a").file("b", "b").file("c", "c").commit("First");
        repository.git("config", "splitIndex.maxPercentChange", "100");
        repository.git("update-index", "--split-index");
        repository.staged("d", "d").staged("a", "changed").git("rm", "-q", "--cached", "b");

        assertThat(entries())
                .containsExactlyInAnyOrderElementsOf(asGitPrintsThem())
                .hasSize(3);
    }

    @Test
    void read_ofASplitIndexWithoutItsSharedOne_namesIt() throws IOException {
        repository.git("update-index", "--split-index");
        Path shared = shared();
        Files.delete(shared);

        assertThatThrownBy(this::entries)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(shared.getFileName() + " is missing");
    }

    private Path shared() throws IOException {
        try (Stream<Path> files = Files.list(index.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith("sharedindex."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Flips each bit of the link extension, with a valid checksum. */
    @Test
    void read_ofASplitIndexWithAnyBitWrong_isRefusedOrRead() throws IOException {
        repository.git("config", "splitIndex.maxPercentChange", "100");
        repository.git("update-index", "--split-index");
        repository.file("folder1/n1", "changed").git("rm", "-q", "--cached", "folder0/0");
        repository.git("add", "folder1/n1");
        byte[] whole = Files.readAllBytes(index);
        Arrays.fill(whole, whole.length - 20, whole.length, (byte) 0);
        IndexForm.Extension link = IndexReader.read(whole, IdFormat.SHA1, (entry, at) -> {})
                .extensions()
                .get(0);

        for (int at = (int) link.start() + 28; at < link.end(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                Files.write(index, damaged);
                assertReadOrRefused("byte " + at + " bit " + bit);
            }
        }
    }

    private void assertReadOrRefused(String story) throws IOException {
        try {
            assertThat(entries()).as(story).hasSizeLessThan(100);
        } catch (SourceException e) {
            assertThat(e).as(story).hasMessageContaining("is split");
        }
    }

    @Test
    void read_ofASparseIndex_givesFoldersAsTrees() throws IOException {
        repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "folder1");

        List<String> trees =
                entries().stream().filter(line -> line.startsWith("40000 ")).toList();

        String tree = repository.git("rev-parse", "HEAD:folder0");
        assertThat(trees).hasSize(6).contains("40000 " + tree + " 0\tfolder0");
    }

    @Test
    void read_ofAnIndexWithAllOptionalExtensions_givesWhatGitPrints() throws IOException {
        repository.git("-c", "index.threads=4", "update-index", "--untracked-cache", "--fsmonitor");

        assertThat(IndexReader.read(Files.readAllBytes(index), IdFormat.SHA1, (entry, at) -> {})
                        .extensions())
                .extracting(IndexForm.Extension::name)
                .contains("TREE", "UNTR");
        assertThat(entries()).isEqualTo(asGitPrintsThem());
    }

    @Test
    void read_ofADamagedByteAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(index);
        for (int i = 0; i < whole.length; i += i < 200 ? 1 : 97) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;

            assertThatThrownBy(() -> IndexReader.read(damaged, IdFormat.SHA1, (entry, at) -> {}))
                    .as("byte %s", i)
                    .isInstanceOf(SourceException.class);
        }
    }

    @Test
    void read_ofAnIndexCutAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(index);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> IndexReader.read(cut, IdFormat.SHA1, (entry, at) -> {}))
                    .as("%s bytes", length)
                    .isInstanceOf(SourceException.class);
        }
    }
}
