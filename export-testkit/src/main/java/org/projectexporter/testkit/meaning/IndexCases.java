package org.projectexporter.testkit.meaning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import org.projectexporter.testkit.meaning.HostileMeaning.Change;
import org.projectexporter.testkit.reseal.IndexFile;
import org.projectexporter.testkit.reseal.Resealed;

/**
 * Indexes that make Git check out paths that it would never have added: {@code verify_path} in Git's {@code
 * read-cache.c}.
 */
final class IndexCases {
    private static final String INDEX = "film/.git/index";
    private static final String SUBMODULE = "film/.git/modules/looks/index";

    private static final List<String> NAMES = List.of(
            ".git",
            ".git/hooks/post-checkout",
            ".git/config",
            "sub/.git/config",
            "looks/.git",
            ".GIT/hooks/post-checkout",
            ".Git/config",
            ".git./config",
            ".git /config",
            ".git::$INDEX_ALLOCATION/config",
            "git~1/config",
            "GIT~1",
            ".g\u200cit/config",
            ".git\u200c/config",
            "sub\\..\\.git\\config",
            ".git\\config",
            "..",
            "../victim.txt",
            "../../victim.txt",
            "sub/../../victim.txt",
            ".",
            "./a.txt",
            "sub/./b.txt",
            "sub//b.txt",
            "sub/",
            "",
            "a.txt/",
            "a.txt/below",
            "up/victim.txt",
            "C:victim.txt",
            "C:/victim.txt");

    private IndexCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("index");
        for (String name : NAMES) {
            cases.add("a program " + name, own(index -> program(index, name)));
        }
        for (String name : NAMES.subList(0, 6)) {
            cases.add("version 3: " + name, own(index -> program(index, name).version(3)));
            cases.add("version 4: " + name, own(index -> program(index, name).version(4)));
            cases.add(
                    "a submodule's: " + name, (film, place) -> change(film, SUBMODULE, index -> program(index, name)));
            cases.add(
                    "a nested repository's: " + name,
                    (film, place) -> change(
                            film.tree("film/nested", place.nested()),
                            "film/nested/.git/index",
                            index -> program(index, name)));
        }
        addAbsolute(cases);
        addModes(cases);
        addShared(cases);
        addExtensions(cases);
        addForms(cases);
        addOthers(cases);
        return cases.all();
    }

    private static Change own(UnaryOperator<IndexFile> change) {
        return (film, place) -> change(film.link("film/up", "../../outside"), INDEX, change);
    }

    private static Resealed change(Resealed film, String path, UnaryOperator<IndexFile> change) {
        return film.edit(path, bytes -> change.apply(IndexFile.of(bytes)).toBytes());
    }

    /** Adds the program of the working tree, or any file, at a path that an index would never contain. */
    private static IndexFile program(IndexFile index, String name) {
        return index.add(IndexFile.PROGRAM, anyId(index), name);
    }

    private static String anyId(IndexFile index) {
        try {
            return index.idOf("tool.sh");
        } catch (IllegalArgumentException e) {
            return index.idOf("look.cube");
        }
    }

    private static void addAbsolute(Catalogue cases) {
        for (String name :
                List.of("/" + MeaningProject.CANARY, "/victim.txt", "", "/repository/.git/hooks/post-checkout")) {
            cases.add(
                    "a program at an absolute path" + name,
                    (film, place) -> change(film, INDEX, index -> program(index, place.outside() + name)));
        }
    }

    private static void addModes(Catalogue cases) {
        for (int mode : new int[] {IndexFile.GITLINK, IndexFile.LINK, IndexFile.TREE, 0100666, 0106755, 0, 0010644}) {
            String octal = Integer.toOctalString(mode);
            cases.add("mode " + octal + " of .git", own(index -> index.add(mode, anyId(index), ".git")));
            cases.add("mode " + octal + " of sub/.git/", own(index -> index.add(mode, anyId(index), "sub/.git/")));
            cases.add("mode " + octal + " of a plain name", own(index -> index.add(mode, anyId(index), "zz")));
        }
        cases.add("a link .gitmodules", own(index -> index.add(IndexFile.LINK, anyId(index), ".gitmodules")));
        cases.add(
                "a folder of a sparse index .git/",
                (film, place) ->
                        change(film, INDEX, index -> index.add(IndexFile.TREE, anyId(index), ".git/", 0, 0x4000)
                                .version(3)
                                .extension("sdir", new byte[0])));
        cases.add(
                "a file that Git is configured to ignore changes of",
                own(index -> index.add(IndexFile.PROGRAM, anyId(index), ".git/hooks/post-checkout", 0x8000, 0)));
        cases.add(
                "a file of stage 2",
                own(index -> index.add(IndexFile.PROGRAM, anyId(index), ".git/hooks/post-checkout", 0x2000, 0)));
    }

    /** Adds cases of a shared index, on which another one is based. */
    private static void addShared(Catalogue cases) {
        for (String name : NAMES.subList(0, 6)) {
            cases.add("a shared index: " + name, (film, place) -> share(film, index -> program(index, name)));
        }
        cases.add(
                "a shared index that is based on another",
                (film, place) -> share(film, index -> index.extension("link", new byte[20])));
        cases.add(
                "a base that leads out",
                (film, place) -> change(
                        film,
                        INDEX,
                        index -> index.extension("link", "../../../../victim.t".getBytes(StandardCharsets.US_ASCII))));
        cases.add(
                "a base that is missing",
                (film, place) -> change(
                        film,
                        INDEX,
                        index -> index.extension("link", HexFormat.of().parseHex("12".repeat(20)))));
    }

    private static void share(Resealed film, UnaryOperator<IndexFile> change) throws IOException {
        byte[] shared = change.apply(IndexFile.of(film.content(INDEX))).toBytes();
        byte[] id = java.util.Arrays.copyOfRange(shared, shared.length - 20, shared.length);
        // Two bitmaps in EWAH form without bits: their length, one empty word, its position (gitformat-index(5)).
        byte[] bitmap = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] link = new byte[20 + 2 * bitmap.length];
        System.arraycopy(id, 0, link, 0, id.length);
        System.arraycopy(bitmap, 0, link, 20, bitmap.length);
        System.arraycopy(bitmap, 0, link, 20 + bitmap.length, bitmap.length);
        film.file("film/.git/sharedindex." + HexFormat.of().formatHex(id), shared)
                .file(INDEX, IndexFile.empty().extension("link", link).toBytes());
    }

    private static void addExtensions(Catalogue cases) {
        String command = MeaningProject.CANARY + "\0";
        byte[] monitor = ("\0\0\0\u0002" + command + "\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        cases.add("a file system monitor", own(index -> index.extension("FSMN", monitor)));
        cases.add("an untracked cache", own(index -> index.extension("UNTR", new byte[200])));
        cases.add("an extension that has to be known", own(index -> index.extension("evil", new byte[4])));
        cases.add(
                "a cache of trees",
                own(index -> index.extension("TREE", "\0-1 1\n.git\0-1 0\n".getBytes(StandardCharsets.US_ASCII))));
        cases.add(
                "resolved conflicts",
                own(index -> index.extension(
                        "REUC",
                        (".git/config\0" + "100755\0".repeat(3) + "x".repeat(60))
                                .getBytes(StandardCharsets.US_ASCII))));
    }

    private static void addForms(Catalogue cases) {
        cases.add("two entries of one name", own(index -> index.add(0100644, anyId(index), "a.txt")));
        cases.add("entries in another order", own(index -> index.add(0100644, anyId(index), "A")
                .unsorted()));
        cases.add("a file and something below it", own(index -> index.add(0100644, anyId(index), "a.txt/x")
                .add(0100644, anyId(index), "a.txt/y")));
        cases.add("version 5", own(index -> index.version(5)));
        cases.add("a name of 2,000 bytes", own(index -> program(index, "n/".repeat(1000) + "x")));
        cases.add(
                "a wrong checksum",
                (film, place) -> film.edit(INDEX, bytes -> {
                    bytes[bytes.length - 1] ^= 1;
                    return bytes;
                }));
        cases.add(
                "half of it",
                (film, place) -> film.edit(INDEX, bytes -> java.util.Arrays.copyOf(bytes, bytes.length / 2)));
        cases.add("nothing", (film, place) -> film.file(INDEX, ""));
        cases.add(
                "more entries than it has",
                (film, place) -> film.edit(INDEX, bytes -> {
                    bytes[8] = 0x7f;
                    return bytes;
                }));
        cases.add("is a folder", (film, place) -> film.remove(INDEX).folder(INDEX));
    }

    private static void addOthers(Catalogue cases) {
        cases.add("in the working tree of a bare repository", (film, place) -> film.tree(
                        "film/vault/film.git", place.bare())
                .file(
                        "film/vault/film.git/index",
                        IndexFile.empty()
                                .add(IndexFile.PROGRAM, "12".repeat(20), ".git/hooks/x")
                                .toBytes()));
        cases.add(
                "a link in the way of a file",
                (film, place) -> change(
                        film.link("film/up", "../../outside"),
                        INDEX,
                        index -> index.add(IndexFile.PROGRAM, anyId(index), "up/" + MeaningProject.CANARY)));
        cases.add(
                "a second one, called next-index",
                (film, place) -> film.file("film/.git/next-index-1.lock", film.content(INDEX)));
    }
}
