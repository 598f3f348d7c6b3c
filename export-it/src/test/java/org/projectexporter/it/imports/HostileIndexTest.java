package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.hostile.CraftedIndex;

/** Git checks out whatever an index contains, so an imported index may contain only paths that Git itself would add. */
class HostileIndexTest {
    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120000;
    private static final int FOLDER = 0040000;
    private static final int SUBMODULE = 0160000;
    private static final String BLOB = "257cc5642cb1a054f08cc83f2d943e56fd3ebe99"; // "foo\n"

    @TempDir
    static Path temp;

    private static GitDoors doors;

    @BeforeAll
    static void export() throws IOException {
        doors = GitDoors.in(temp);
    }

    private static void assertRefused(String place, byte[] index) {
        doors.assertRefused(archive -> archive.file(place, index), ArchiveDefect.BAD_INDEX_PATH, place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/hooks/post-checkout",
                ".git",
                "dir/.git/config",
                ".GIT/config",
                "dir/.Git",
                "git~1/config",
                "GIT~1",
                ".git./config",
                ".git /config",
                ".git::$INDEX_ALLOCATION/config",
                ".g\u200cit/config",
                "\ufeff.git/config",
                "a\\.git/config",
                ".git\\config",
                "../outside/.git/hooks/post-checkout",
                "..",
                "dir/../../x",
                "dir/..",
                "./x",
                ".",
                "dir/./x",
                "/no-such-folder/x",
                "dir//x",
                "dir/",
                "a\\..\\..\\x"
            })
    void pathThatLeadsElsewhere_isRefused(String path) {
        assertRefused(
                "film/.git/index",
                CraftedIndex.ofVersion(2 + path.length() % 3)
                        .entry(path, PROGRAM, BLOB)
                        .bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void pathThatLeadsElsewhere_isRefusedInEveryVersion(int version) {
        assertRefused(
                "film/.git/index",
                CraftedIndex.ofVersion(version)
                        .entry("a.txt", FILE, BLOB)
                        .entry("dir/.git/x", PROGRAM, BLOB)
                        .entry("dir/b.txt", FILE, BLOB)
                        .bytes());
    }

    static Stream<String> places() {
        return Stream.of(
                "film/.git/index",
                "film/.git/modules/looks/index",
                "film/vault.git/index",
                "film/.git/sharedindex.0123");
    }

    @ParameterizedTest
    @MethodSource("places")
    void everyIndex_isLookedAt(String place) {
        assertRefused(
                place,
                CraftedIndex.ofVersion(2)
                        .entry("a.txt", FILE, BLOB)
                        .entry("dir/.git/hooks/post-checkout", PROGRAM, BLOB)
                        .bytes());
    }

    @Test
    void repositoryWithinTheTree_hasItsIndexLookedAt() {
        byte[] index = CraftedIndex.ofVersion(2).entry("../x", FILE, BLOB).bytes();
        doors.assertRefused(
                archive -> archive.file("film/dir/.git/HEAD", "ref: refs/heads/main\n")
                        .folder("film/dir/.git/objects")
                        .folder("film/dir/.git/refs")
                        .file("film/dir/.git/index", index),
                ArchiveDefect.BAD_INDEX_PATH,
                "film/dir/.git/index");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".gitmodules", ".GITMODULES", "dir/.gitmodules.", "gitmod~1", "GI7EBA~1", ".gitm\u200codules"})
    void gitmodulesThatIsALink_isRefused(String path) {
        assertRefused(
                "film/.git/index",
                CraftedIndex.ofVersion(2).entry(path, LINK, BLOB).bytes());
    }

    /** The only difference is what one index makes of the other's entry. */
    @Test
    void gitmodulesThatASplitIndexMakesALink_isRefused() {
        CraftedIndex base =
                CraftedIndex.ofVersion(2).entry(".gitmodules", FILE, BLOB).entry("a.txt", FILE, BLOB);
        byte[] id = base.trailer();
        doors.assertRefused(
                archive -> archive.file(
                                "film/.git/sharedindex." + HexFormat.of().formatHex(id), base.bytes())
                        .file(
                                "film/.git/index",
                                CraftedIndex.ofVersion(2)
                                        .entry("", LINK, BLOB)
                                        .extension("link", concat(id, bitmap(0), bitmap(1)))
                                        .bytes()),
                ArchiveDefect.BAD_INDEX_PATH,
                "film/.git/index");
    }

    /** No bit, or the first one: gitformat-bitmap(5), "EWAH bitmaps". */
    private static byte[] bitmap(int bits) {
        ByteBuffer none = ByteBuffer.allocate(20).putInt(0).putInt(1).putLong(0).putInt(0);
        ByteBuffer one = ByteBuffer.allocate(28)
                .putInt(1)
                .putInt(2)
                .putLong(1L << 33)
                .putLong(1)
                .putInt(0);
        return (bits == 0 ? none : one).array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Test
    void folderOfASparseIndex_thatLeadsElsewhere_isRefused() {
        assertRefused(
                "film/.git/index",
                CraftedIndex.ofVersion(3)
                        .entryWithFlags("dir/.git/", 0x4000, FOLDER, "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
                        .extension("sdir", new byte[0])
                        .bytes());
    }

    @Test
    void submodule_thatLeadsElsewhere_isRefused() {
        assertRefused(
                "film/.git/index",
                CraftedIndex.ofVersion(2).entry("../outside", SUBMODULE, BLOB).bytes());
    }

    @Test
    void indexWithLongIds_isReadWithLongIds() {
        String id = BLOB + "0".repeat(24);
        doors.assertRefused(
                archive -> archive.file(
                                "film/.git/config",
                                "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n")
                        .file(
                                "film/.git/index",
                                CraftedIndex.ofVersion(2)
                                        .sha256()
                                        .entry("../x", FILE, id)
                                        .bytes()),
                ArchiveDefect.BAD_INDEX_PATH,
                "film/.git/index");
    }

    /** Git recognises none of these as an extension of the repository, and reads short ids. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[core]\n\trepositoryformatversion = 0\n[extensions]\n\tobjectFormat = sha256\n",
                "[extensions]\n\tobjectFormat = sha256\n",
                "[core]\n\trepositoryformatversion = 1\n[extensions \"x\"]\n\tobjectFormat = sha256\n"
            })
    void indexOfARepositoryThatGitTakesForAnOrdinaryOne_isReadWithShortIds(String config) {
        doors.assertRefused(
                archive -> archive.file("film/.git/config", config)
                        .file(
                                "film/.git/index",
                                CraftedIndex.ofVersion(2)
                                        .entry("../x", FILE, BLOB)
                                        .bytes()),
                ArchiveDefect.BAD_INDEX_PATH,
                "film/.git/index");
    }

    @Test
    void indexOfARepositoryWithAConfigurationOfTheWorktree_isReadWithShortIds() {
        doors.assertRefused(
                archive -> archive.file(
                                "film/.git/config",
                                "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n")
                        .file("film/.git/config.worktree", "[extensions]\n\tobjectFormat = sha256\n")
                        .file(
                                "film/.git/index",
                                CraftedIndex.ofVersion(2)
                                        .entry("../x", FILE, BLOB)
                                        .bytes()),
                ArchiveDefect.BAD_INDEX_PATH,
                "film/.git/index");
    }

    /** Ambiguous bytes: Git may read other entries than those that another reader sees. */
    static Stream<byte[]> ambiguous() {
        String long1 = "x".repeat(30);
        CraftedIndex v2 = CraftedIndex.ofVersion(2).entry("a.txt", FILE, BLOB).entry("b.txt", FILE, BLOB);
        CraftedIndex v4 = CraftedIndex.ofVersion(4).entry("a.txt", FILE, BLOB);
        return Stream.of(
                // a name shorter, or longer, than its length field
                CraftedIndex.ofVersion(2)
                        .entryOfLength("a.txt".getBytes(StandardCharsets.UTF_8), 3, FILE, BLOB)
                        .bytes(),
                CraftedIndex.ofVersion(2)
                        .entryOfLength(long1.getBytes(StandardCharsets.UTF_8), 0xfff, FILE, BLOB)
                        .bytes(),
                CraftedIndex.ofVersion(2)
                        .entryOfLength("x\0.git/hooks/post-checkout".getBytes(StandardCharsets.UTF_8), 25, FILE, BLOB)
                        .bytes(),
                // unknown flags
                CraftedIndex.ofVersion(3)
                        .entryWithFlags("a.txt", 0x1000, FILE, BLOB)
                        .bytes(),
                // entries that end, or begin, elsewhere when they are read in blocks
                CraftedIndex.ofVersion(2)
                        .entry("a.txt", FILE, BLOB)
                        .extension("TREE", new byte[0])
                        .endOfEntries(20)
                        .bytes(),
                CraftedIndex.ofVersion(2)
                        .entry("a.txt", FILE, BLOB)
                        .extension("TREE", new byte[12])
                        .blocks(12, 2)
                        .endOfEntries(12 + 72)
                        .bytes(),
                CraftedIndex.ofVersion(2)
                        .entry("a.txt", FILE, BLOB)
                        .entry("b.txt", FILE, BLOB)
                        .blocks(12, 1, 40, 1)
                        .endOfEntries(12 + 144)
                        .bytes(),
                // an end of entries that is not an extension when read from the start
                v2.extension(
                                "REUC",
                                concat(
                                        new byte[8],
                                        "EOIE".getBytes(StandardCharsets.US_ASCII),
                                        new byte[] {0, 0, 0, 24},
                                        v2.endOfEntriesData(12)))
                        .bytes(),
                // a block whose first name depends on the one before only when read from the start
                v4.entryBehind(0, ".git/hooks/x", FILE, BLOB)
                        .blocks(12, 1, 12 + 62 + 1 + 6, 1)
                        .endOfEntries(v4.entriesEnd())
                        .bytes(),
                // split from two
                CraftedIndex.ofVersion(2)
                        .splitFrom(new byte[20])
                        .splitFrom(new byte[20])
                        .bytes(),
                CraftedIndex.ofVersion(2)
                        .entry("a.txt", FILE, BLOB)
                        .extension("zzzz", new byte[3])
                        .bytes(),
                "DIRC\0\0\0\5\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
                new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void indexThatCanBeReadInTwoWays_isLeftOut(byte[] index) throws IOException {
        ImportResult result = doors.assertHarmless(archive -> archive.file("film/.git/index", index));

        assertThat(result.folder().resolve(".git/index")).doesNotExist();
        assertThat(GitDoors.paths(result, ImportNote.Kind.LEFT_OUT)).contains("film/.git/index");
        GitFixture.at(result.folder()).git("reset", "-q");
        assertThat(GitFixture.at(result.folder()).git("status", "--porcelain")).isEmpty();
    }

    /** Git does not check the checksum when it reads an index. */
    @Test
    void pathThatLeadsElsewhere_inAnIndexOfAnotherChecksum_isRefused() {
        byte[] index = CraftedIndex.ofVersion(2).entry("../x", FILE, BLOB).bytes();
        index[index.length - 1]++;
        assertRefused("film/.git/index", index);
    }

    /** Extensions of large indexes with index.threads: they are consistent, and imported. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "4"})
    void realIndexThatIsReadInPieces_isImportedUnchanged(String version) throws IOException {
        Path project = temp.resolve("pieces-" + version);
        GitFixture film = GitFixture.init(project);
        film.git("config", "index.threads", "2");
        for (int i = 0; i < 50; i++) {
            film.file("folder" + i % 5 + "/" + i, "x" + i);
        }
        film.commit("First");
        film.git("update-index", "--index-version", version);
        film.git(
                "-c",
                "index.threads=2",
                "-c",
                "index.recordEndOfIndexEntries=true",
                "-c",
                "index.recordOffsetTable=true",
                "update-index",
                "--force-write-index");
        byte[] index = Files.readAllBytes(project.resolve(".git/index"));
        assertThat(new String(index, StandardCharsets.ISO_8859_1)).contains("EOIE");

        ImportResult result = GitDoors.importFrom(
                GitDoors.export(project, temp.resolve("pieces-" + version + ".tar")),
                temp.resolve("pieces-again-" + version));

        assertThat(result.notes()).isEmpty();
        assertThat(Files.readAllBytes(result.folder().resolve(".git/index"))).hasSameSizeAs(index);
        assertThat(GitFixture.at(result.folder()).git("-c", "index.threads=2", "status", "--porcelain"))
                .isEmpty();
    }

    /** Nothing that Git itself creates is refused: the names are unusual, but real. */
    @Test
    void oddPathsThatGitTakes_comeIn() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("odd"));
        List<String> names = List.of(
                "git~",
                "git",
                ".gitattributes",
                "a\\b",
                "C:/x",
                "dir/...",
                "new\nline",
                "g\u0131t",
                "HEAD",
                "hooks/x",
                "config");
        for (String name : names) {
            film.file(name, "x\n");
        }
        Files.createSymbolicLink(film.folder().resolve("modules"), Path.of(".gitmodules"));
        film.commit("Odd");

        ImportResult result =
                GitDoors.importFrom(GitDoors.export(film.folder(), temp.resolve("odd.tar")), temp.resolve("odd-again"));

        assertThat(GitFixture.at(result.folder()).git("status", "--porcelain")).isEmpty();
        assertThat(GitFixture.at(result.folder()).git("ls-files").lines()).hasSize(names.size() + 1);
    }
}
