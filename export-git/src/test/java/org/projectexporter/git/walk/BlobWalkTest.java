package org.projectexporter.git.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.SourceException;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.GitFixture;

final class BlobWalkTest {
    @TempDir
    Path temp;

    private GitFixture repository;
    private Optional<String> gap = Optional.empty();

    @BeforeEach
    void init() throws IOException {
        repository = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    private List<String> blobs() throws IOException {
        return blobs(HeapShare.half());
    }

    private List<String> blobs(HeapShare heap) throws IOException {
        List<String> blobs = new ArrayList<>();
        gap = BlobWalk.visit(
                repository.folder().resolve(".git"),
                1024,
                FakeSourceContext.of(repository.folder()),
                (path, content) -> blobs.add(path + " " + new String(content, StandardCharsets.UTF_8).strip()),
                heap);
        return blobs;
    }

    @Test
    void visit_ofMoreThanThisJavaCanWalkThrough_visitsAllOfIt() throws IOException {
        for (int i = 0; i < 30; i++) {
            repository.file("dir/take" + i + ".txt", "take " + i + "\n").commit("Take " + i);
        }
        repository.stash("a.txt", "first stash\n").staged("b.txt", "staged\n");
        List<String> all = blobs();

        assertThat(blobs(new HeapShare(8_000))).containsAll(all).hasSizeGreaterThanOrEqualTo(all.size());
        assertThat(gap).isEmpty();
    }

    @Test
    void visit_findsBranchesTagsStashesAndTheIndex_eachBlobOnce() throws IOException {
        repository.file("dir/same.txt", "a\n").file("dir/old.txt", "old\n").commit("Second");
        repository.file("dir/old.txt", "new\n").commit("Third");
        repository.stash("a.txt", "first stash\n").stash("a.txt", "second stash\n");
        repository.git("checkout", "-q", "-b", "side", "HEAD~1");
        repository.file("side.txt", "side\n").commit("Side").git("checkout", "-q", "main");
        repository.staged("b.txt", "staged\n").staged("c.txt", "staged\n");

        assertThat(blobs())
                .containsExactlyInAnyOrder(
                        "a.txt a",
                        "dir/old.txt old",
                        "dir/old.txt new",
                        "side.txt side",
                        "a.txt first stash",
                        "a.txt second stash",
                        "b.txt staged");
        assertThat(gap).isEmpty();
    }

    @Test
    void visit_ofPackedObjectsAndRefs_isTheSame() throws IOException {
        repository
                .file("b.txt", "b\n")
                .commit("Second")
                .stash("a.txt", "stash\n")
                .gc();

        assertThat(blobs()).containsExactlyInAnyOrder("a.txt a", "b.txt b", "a.txt stash");
    }

    @Test
    void visit_findsWhatOnlyAReflogNames() throws IOException {
        repository.file("b.txt", "amended away\n").commit("Second").git("reset", "-q", "--hard", "HEAD~1");

        assertThat(blobs()).containsExactlyInAnyOrder("a.txt a", "b.txt amended away");
    }

    @Test
    void visit_leavesOutLargeBlobs_andKeepsNamesAsBytes() throws IOException {
        repository
                .file("big.txt", "x".repeat(1025))
                .file("é.txt", "y".repeat(1024))
                .commit("Second");

        assertThat(blobs()).containsExactlyInAnyOrder("a.txt a", "é.txt " + "y".repeat(1024));
    }

    /** Noise cannot be compressed, so the file of its loose object is as large as possible. */
    @Test
    void visit_usesTheSizeOfTheContent_notOfTheLooseFile() throws IOException {
        for (String level : List.of("0", "9")) {
            repository.git("config", "core.looseCompression", level);
            for (int bytes : new int[] {1000 + Integer.parseInt(level), 1024, 1025, 1400, 50_000}) {
                byte[] noise = new byte[bytes];
                new Random(bytes + level.length()).nextBytes(noise);
                repository.file(level + "/" + bytes, noise);
            }
            repository.commit("Noise at level " + level);
        }

        assertThat(blobs().stream().map(blob -> blob.substring(0, blob.indexOf(' '))))
                .containsExactlyInAnyOrder("a.txt", "0/1000", "0/1024", "9/1009");
        repository.git("gc", "-q");
        assertThat(blobs().stream().map(blob -> blob.substring(0, blob.indexOf(' '))))
                .containsExactlyInAnyOrder("a.txt", "0/1000", "0/1024", "9/1009");
    }

    @Test
    void visit_ofABlobThatOnlyATagNames_hasNoPath() throws IOException {
        Files.writeString(temp.resolve("key"), "public key\n");
        String id = repository.git("hash-object", "-w", temp.resolve("key").toString());
        repository.git("tag", "-a", "-m", "key", "key", id);

        assertThat(blobs()).containsExactlyInAnyOrder("a.txt a", " public key");
    }

    @Test
    void visit_ofARepositoryWithoutACommit_findsOnlyTheIndex() throws IOException {
        repository = GitFixture.init(temp.resolve("new")).staged("b.txt", "staged\n");

        assertThat(blobs()).containsExactly("b.txt staged");
    }

    @Test
    void visit_wherePartOfAReflogsHistoryWasPruned_reportsIt() throws IOException {
        repository.file("b.txt", "pruned\n").commit("Second");
        String blob = repository.git("rev-parse", "HEAD:b.txt");
        String tree = repository.git("rev-parse", "HEAD^{tree}");
        repository.git("reset", "-q", "--hard", "HEAD~1");
        Files.delete(objectFile(blob));
        Files.delete(objectFile(tree));

        assertThat(blobs()).containsExactly("a.txt a");
        assertThat(gap).hasValueSatisfying(why -> assertThat(why).contains("pruned"));
    }

    @Test
    void visit_wherePartOfAReflogsHistoryWasPruned_stillFindsEveryStash() throws IOException {
        repository.stash("a.txt", "older stash\n").stash("a.txt", "newer stash\n");
        repository.file("b.txt", "b\n").commit("Lost");
        String lost = repository.git("rev-parse", "HEAD");
        repository.file("c.txt", "c\n").commit("After").git("reset", "-q", "--hard", "HEAD~2");
        Files.delete(objectFile(lost));

        assertThat(blobs()).contains("a.txt older stash", "a.txt newer stash");
        assertThat(gap).hasValueSatisfying(why -> assertThat(why).contains("pruned"));
    }

    @Test
    void visit_whereATreeIsMissing_namesTheRepository() throws IOException {
        Files.delete(objectFile(repository.git("rev-parse", "HEAD^{tree}")));

        assertThatThrownBy(this::blobs)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git is broken")
                .hasMessageContaining("option includeHistory");
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 0", "HEAD, 20", "'HEAD^{tree}', 0", "'HEAD^{tree}', 20", "HEAD:a.txt, 0", "HEAD:a.txt, 9"})
    void visit_whereAnObjectIsCutShort_namesTheObject(String object, int bytes) throws IOException {
        String id = repository.git("rev-parse", object);
        Path file = objectFile(id);
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));

        assertThatThrownBy(this::blobs)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git is broken: the object " + id + " is damaged");
    }

    @Test
    void visit_ofACancelledExport_stops() throws IOException {
        repository.commits(2000);
        CancellationToken token = new CancellationToken();
        token.cancel();

        assertThatThrownBy(() -> BlobWalk.visit(
                        repository.folder().resolve(".git"),
                        1024,
                        FakeSourceContext.of(repository.folder()).with(token),
                        (path, content) -> {}))
                .isInstanceOf(ExportCancelledException.class);
    }

    private Path objectFile(String id) {
        return repository
                .folder()
                .resolve(".git/objects")
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2));
    }
}
