package org.projectexporter.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.jgit.internal.storage.io.BlockSource;
import org.eclipse.jgit.internal.storage.reftable.LogCursor;
import org.eclipse.jgit.internal.storage.reftable.RefCursor;
import org.eclipse.jgit.internal.storage.reftable.ReftableReader;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.DeflaterOutputStream;

import org.projectexporter.SourceException;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.GitFixture;
import org.projectexporter.testkit.TreeDiff;

/** Repositories whose refs and reflogs lie in reftables. */
final class ReftableTest {
    private static final String SECRET = "pull https://user:T0K3N@example.org/film.git: Fast-forward";

    @TempDir
    Path temp;

    private GitFixture film;
    private long commits;
    private String root;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .commits(3)
                .annotatedTag("v1", "Locked")
                .branch("side")
                .stash("a.txt", "stashed first\n")
                .stash("a.txt", "stashed second\n");
        film.file("b.txt", "b\n").commit("Last");
        commits = Long.parseLong(film.git("rev-list", "--count", "--all", "--reflog", "HEAD"));
        root = film.git("rev-list", "--max-parents=0", "HEAD");
    }

    private ObjectId id(String revision) throws IOException {
        return ObjectId.fromString(film.git("rev-parse", revision));
    }

    @Test
    void restored_hasEveryTableByteForByte_andItsCommitsAreCounted() throws IOException {
        ObjectId first = id("HEAD~3");
        ReftableFixture.of(film, "commit: Last").move("refs/heads/side", first).move("refs/heads/side", null);

        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));

        assertThat(TreeDiff.between(film.folder(), restored.folder())
                        .ignoring(".git/config", ".git/hooks", ".git/branches")
                        .differences())
                .isEmpty();
        assertThat(restored.plan().commits()).isEqualTo(OptionalLong.of(commits));
        assertThat(restored.plan().rootCommits()).containsExactly(root);
        assertThat(restored.folder().resolve(".git/config")).content().containsIgnoringCase("refStorage = reftable");
        assertThat(restored.plan().findings(Finding.Kind.NOTE)).isEmpty();
    }

    @Test
    void visit_comesToEveryStash() throws IOException {
        ReftableFixture.of(film, "commit: Last");
        List<String> blobs = new ArrayList<>();

        Optional<String> gap = BlobWalk.visit(
                film.folder().resolve(".git"),
                1024,
                FakeSourceContext.of(film.folder()),
                (path, content) -> blobs.add(new String(content, StandardCharsets.UTF_8)));

        assertThat(gap).isEmpty();
        assertThat(blobs).contains("stashed first\n", "stashed second\n", "b\n");
    }

    @Test
    void plan_whereATableIsMissing_isRefused() throws IOException {
        Files.delete(ReftableFixture.of(film, "commit: Last").tables().get(0));

        assertRefused("reftable/tables.list names the table 0x000000000001-");
    }

    @Test
    void plan_whereARefPointsToNothing_isRefused() throws IOException {
        ReftableFixture.of(film, "commit: Last").move("refs/heads/side", ObjectId.fromString("1".repeat(40)));

        assertRefused("refs/heads/side points to the object 1111");
    }

    @Test
    void plan_whereATableIsDamaged_isRefused() throws IOException {
        Path table = ReftableFixture.of(film, "commit: Last").tables().get(0);
        byte[] whole = Files.readAllBytes(table);
        for (int length = 0; length < whole.length; length += 1 + length / 7) {
            Files.write(table, Arrays.copyOf(whole, length));

            assertRefused("reftable");
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git is broken")
                .hasMessageContaining(reason)
                .hasMessageContaining("--no-history");
    }

    @Test
    void restored_whereAReflogHoldsAToken_hasAllButTheToken() throws IOException {
        ObjectId head = id("HEAD");
        ReftableFixture fixture = ReftableFixture.of(film, SECRET);
        fixture.move("refs/heads/side", null).write(List.of(), writer -> {
            ReftableFixture.log(writer, "HEAD", 25, head.name(), SECRET);
            writer.deleteLog("HEAD", 24);
        });

        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));

        for (Path table : fixture.tables()) {
            Path travelled = restored.folder().resolve(film.folder().relativize(table));
            assertThat(content(travelled))
                    .isEqualTo(content(table).stream()
                            .map(line -> line.replace("user:T0K3N@", ""))
                            .toList());
        }
        assertThat(Files.readAllBytes(restored.folder()
                        .resolve(film.folder().relativize(fixture.tables().get(1)))))
                .isEqualTo(Files.readAllBytes(fixture.tables().get(1)));
        assertThat(restored.plan().commits()).isEqualTo(OptionalLong.of(commits));
        assertThat(restored.plan().findings(Finding.Kind.REWRITTEN))
                .filteredOn(finding -> String.valueOf(finding.path()).contains("reftable"))
                .hasSize(2);
    }

    /** All that a table says. */
    private static List<String> content(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (ReftableReader table = new ReftableReader(BlockSource.from(Files.readAllBytes(file)))) {
            table.setIncludeDeletes(true);
            lines.add(table.minUpdateIndex() + " " + table.maxUpdateIndex() + " " + table.blockSize());
            try (RefCursor refs = table.allRefs()) {
                while (refs.next()) {
                    Ref ref = refs.getRef();
                    lines.add(
                            ref + " " + ref.getUpdateIndex() + " " + ref.getPeeledObjectId() + " " + refs.wasDeleted());
                }
            }
            try (LogCursor logs = table.allLogs()) {
                while (logs.next()) {
                    lines.add(logs.getRefName() + " " + logs.getUpdateIndex() + " " + shown(logs.getReflogEntry()));
                }
            }
        }
        return lines;
    }

    private static String shown(@Nullable ReflogEntry entry) {
        return entry == null
                ? "taken back"
                : entry.getOldId().name() + " " + entry.getNewId().name() + " "
                        + entry.getWho().toExternalString() + " " + entry.getComment();
    }

    @Test
    void plan_ofSha256_travelsWhole_andSaysWhatIsNotKnown() throws IOException {
        film = GitFixture.init(temp.resolve("new"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First");
        film.git("config", "extensions.refStorage", "reftable");
        Path table = film.folder().resolve(".git/reftable/0x000000000001-0x000000000001-abcdef12.ref");
        Files.createDirectories(table.getParent());
        Files.writeString(table.resolveSibling("tables.list"), table.getFileName() + "\n");
        Files.write(table, tableOfOneLog("commit: First"));

        var plan = Restored.plan(film.folder());

        assertThat(plan.content("new/.git/reftable/" + table.getFileName())).isEqualTo(Files.readAllBytes(table));
        assertThat(plan.commits()).isEmpty();
        assertThat(plan.findings(Finding.Kind.NOTE))
                .anyMatch(finding -> finding.detail().contains("reftables with ids of SHA-256"));
        Files.write(table, tableOfOneLog(SECRET));
        assertThatThrownBy(() -> Restored.plan(film.folder())).hasMessageContaining("user information in a URL");
    }

    /** The second version of a table, with nothing in it but one block of logs; only the parts that are looked at are true. */
    private static byte[] tableOfOneLog(String message) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(28)
                .put("REFT".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 2);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(block)) {
            deflating.write(message.getBytes(StandardCharsets.UTF_8));
        }
        int length = header.capacity() + 4 + message.length();
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.writeBytes(header.array());
        table.writeBytes(ByteBuffer.allocate(4).putInt('g' << 24 | length).array());
        table.writeBytes(block.toByteArray());
        table.writeBytes(header.array());
        table.writeBytes(new byte[44]);
        return table.toByteArray();
    }
}
