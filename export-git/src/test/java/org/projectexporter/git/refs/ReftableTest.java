package org.projectexporter.git.refs;

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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.index.Sha256Table;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.git.snapshot.MovingRepositoryTest;
import org.projectexporter.git.snapshot.RepositoryPlan;
import org.projectexporter.git.walk.BlobWalk;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** Repositories with refs and reflogs in reftables. */
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
    void visit_findsEveryStash() throws IOException {
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
    void plan_whereATableIsTruncated_isRefused() throws IOException {
        Path table = ReftableFixture.of(film, "commit: Last").tables().get(0);
        byte[] whole = Files.readAllBytes(table);
        for (int length : new int[] {0, 3, 30, whole.length / 2, whole.length - 1}) {
            Files.write(table, Arrays.copyOf(whole, length));

            assertRefused("reftable");
        }
    }

    /**
     * Damage that the footer does not reveal is refused, or read as something else; no unexpected exception is thrown.
     */
    @Test
    void read_ofADamagedByteAnywhere_neverFailsInAnotherWay() throws IOException {
        byte[] whole =
                Files.readAllBytes(ReftableFixture.of(film, SECRET).tables().get(0));
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xff;
            refused += isRefused(damaged) ? 1 : 0;
        }

        assertThat(isRefused(whole)).isFalse();
        assertThat(refused).isGreaterThan(68);
    }

    private static boolean isRefused(byte[] table) throws IOException {
        try {
            ReftableStack stack = new ReftableStack(IdFormat.SHA1, HeapShare.half());
            put(stack, "reftable/tables.list", "t\n".getBytes(StandardCharsets.UTF_8));
            put(stack, "reftable/t", table);
            stack.refs();
            ReftableLogs.blank(table, IdFormat.SHA1);
            return false;
        } catch (SourceException e) {
            return true;
        }
    }

    private static void put(ReftableStack stack, String path, byte[] bytes) throws IOException {
        try (OutputStream out = stack.put(RawPath.of(path))) {
            out.write(bytes);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git is broken")
                .hasMessageContaining(reason)
                .hasMessageContaining("option includeHistory");
    }

    @Test
    void restored_whereAReflogHasAToken_hasEverythingButTheToken() throws IOException {
        ObjectId head = id("HEAD");
        ReftableFixture fixture = ReftableFixture.of(film, SECRET);
        fixture.move("refs/heads/side", null).write(List.of(), writer -> {
            ReftableFixture.log(writer, "HEAD", 25, head.name(), SECRET);
            writer.deleteLog("HEAD", 24);
        });

        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));

        for (Path table : fixture.tables()) {
            Path unpacked = restored.folder().resolve(film.folder().relativize(table));
            assertThat(content(unpacked))
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

    /** All records of a table. */
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
    void restored_ofManyLogsInManyBlocks_hasEverythingButTheTokens() throws IOException {
        String head = id("HEAD").name();
        ReftableFixture fixture = ReftableFixture.of(film, "commit: Last").write(List.of(), writer -> {
            for (int i = 0; i < 2000; i++) {
                String noise = Integer.toHexString(i * 0x9E3779B9).repeat(1 + i % 50);
                ReftableFixture.log(
                        writer,
                        String.format(Locale.ROOT, "refs/heads/b%04d", i),
                        11,
                        head,
                        i % 3 == 0 ? SECRET + noise : noise);
            }
        });

        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));

        Path table = fixture.tables().get(1);
        assertThat(Files.size(table)).isGreaterThan(3 * 8192);
        Path unpacked = restored.folder().resolve(film.folder().relativize(table));
        assertThat(content(unpacked))
                .hasSizeGreaterThan(2000)
                .isEqualTo(content(table).stream()
                        .map(line -> line.replace("user:T0K3N@", ""))
                        .toList());
        try (ReftableReader reader = new ReftableReader(BlockSource.from(Files.readAllBytes(unpacked)));
                LogCursor log = reader.seekLog("refs/heads/b1998")) {
            assertThat(log.next()).isTrue();
            assertThat(log.getReflogEntry().getComment()).startsWith("pull https://example.org/film.git");
        }
    }

    /**
     * Neither the installed Git nor JGit supports these tables: the bytes are built from the description of the format.
     */
    @Test
    void restored_ofSha256_isReadAndBlankedAlike() throws IOException {
        film = GitFixture.init(temp.resolve("new"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First")
                .commit("Second");
        String second = film.git("rev-parse", "HEAD");
        String first = film.git("rev-parse", "HEAD~1");
        ReftableFixture.replaceFiles(film);
        Path table = film.folder().resolve(".git/reftable/0x000000000001-0x000000000001-abcdef12.ref");
        Files.createDirectories(table.getParent());
        Files.writeString(table.resolveSibling("tables.list"), table.getFileName() + "\n");
        Files.write(table, Sha256Table.of("refs/heads/main", first, "HEAD", first, second, "commit: Second"));

        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));

        assertThat(restored.plan().commits()).isEqualTo(OptionalLong.of(2));
        assertThat(restored.plan().rootCommits()).containsExactly(first);
        assertThat(Files.readAllBytes(restored.folder().resolve(film.folder().relativize(table))))
                .isEqualTo(Files.readAllBytes(table));
        Files.write(table, Sha256Table.of("refs/heads/main", first, "HEAD", first, second, SECRET));
        assertThat(Restored.plan(film.folder()).content("new/.git/reftable/" + table.getFileName()))
                .isEqualTo(Sha256Table.of(
                        "refs/heads/main", first, "HEAD", first, second, SECRET.replace("user:T0K3N@", "")));
    }

    @Test
    void plan_ofTablesWithOtherIdsThanTheRepositorys_isRefused() throws IOException {
        Path table = ReftableFixture.of(film, "commit: Last").tables().get(0);
        String id = "1".repeat(64);
        Files.write(table, Sha256Table.of("refs/heads/main", id, "HEAD", id, id, "x"));

        assertRefused("its ids are not those of the repository");
    }

    @Test
    void plan_whereTablesAreCompactedAtAnyMoment_isConsistent() throws IOException {
        ObjectId moved = id("HEAD~1");
        ReftableFixture fixture = ReftableFixture.of(film, "commit: Last").move("refs/heads/side", moved);
        for (int moment = 0; moment < 8; moment++) {
            int at = moment;
            MovingRepositoryTest.Interfering moving = new MovingRepositoryTest.Interfering(
                    FakeSourceContext.of(film.folder()),
                    call -> {
                        if (call == at) {
                            fixture.renameAll();
                        }
                    },
                    new int[1]);
            Path git = film.folder().resolve(".git");
            RecordingPlanSink plan = new RecordingPlanSink();
            RepositoryPlan.of(
                    new GitFolder(new SourceItem(git.toRealPath(), RawPath.of(".git"), FileStat.read(git)), moving),
                    plan,
                    HeapShare.half());

            String list = new String(plan.content("film/.git/reftable/tables.list"), StandardCharsets.UTF_8);
            assertThat(list.lines()).hasSize(2).allMatch(name -> plan.has("film/.git/reftable/" + name));
        }
    }
}
