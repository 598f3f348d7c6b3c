package org.projectexporter.git;

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

import org.projectexporter.SourceException;
import org.projectexporter.testkit.GitFixture;

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
    void read_ofAnIndexWithoutChecksum_takesIt() throws IOException {
        byte[] bytes = Files.readAllBytes(index);
        Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0);
        Files.write(index, bytes);

        assertThat(entries()).isEqualTo(asGitPrintsThem());
    }

    @Test
    void read_ofASplitIndex_refusesItByName() throws IOException {
        repository.git("update-index", "--split-index");

        assertThatThrownBy(this::entries).isInstanceOf(SourceException.class).hasMessageContaining("a split index");
    }

    @Test
    void read_ofASparseIndex_refusesItByName() throws IOException {
        repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "folder1");

        assertThatThrownBy(this::entries).isInstanceOf(SourceException.class).hasMessageContaining("a sparse index");
    }

    @Test
    void read_ofADamagedByteAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(index);
        for (int i = 0; i < whole.length; i += i < 200 ? 1 : 97) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;

            assertThatThrownBy(() -> IndexReader.read(damaged, IdFormat.SHA1, entry -> {}))
                    .as("byte %s", i)
                    .isInstanceOf(SourceException.class);
        }
    }

    @Test
    void read_ofAnIndexCutAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(index);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> IndexReader.read(cut, IdFormat.SHA1, entry -> {}))
                    .as("%s bytes", length)
                    .isInstanceOf(SourceException.class);
        }
    }
}
