package org.projectexporter.internal.exporting.portability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.PortabilityIssue.Kind;
import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.PortabilityIssueWire;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

class PortabilityCheckTest {
    private static final long FOUR_GIB = 1L << 32;

    private final TreeMap<RawPath, EntryType> entries = new TreeMap<>();

    private PortabilityCheckTest with(EntryType type, RawPath path) {
        for (RawPath parent = path.parent(); parent != null && !parent.isRoot(); parent = parent.parent()) {
            entries.put(parent, EntryType.DIRECTORY);
        }
        entries.put(path, type);
        return this;
    }

    private PortabilityCheckTest files(String... paths) {
        for (String path : paths) {
            with(EntryType.FILE, RawPath.of(path));
        }
        return this;
    }

    private List<PortabilityIssue> issues() {
        PortabilityCheck check = new PortabilityCheck(Set.of(), AbsoluteLinks.NONE);
        entries.forEach((path, type) -> check.look(path, type, 0, 0755));
        if (check.needsAnotherLook()) {
            entries.forEach(check::lookAgain);
        }
        return check.issues(false);
    }

    private static String text(PortabilityIssue issue) {
        List<String> examples = issue.examples().stream()
                .map(one -> one.path()
                        + one.collidesWith().map(earlier -> " as " + earlier).orElse(""))
                .toList();
        return issue.kind().jsonName() + " " + issue.count() + " " + examples;
    }

    private List<String> texts() {
        return issues().stream().map(PortabilityCheckTest::text).toList();
    }

    @Test
    void namesThatWorkEverywhere_areNotReported() {
        files(
                "film/a.txt",
                "film/console",
                "film/com",
                "film/COM10",
                "film/lpt",
                "film/.git/HEAD",
                "film/a b",
                "film/été");
        files("film/nul-1.txt", "film/x.con", "film/" + "n".repeat(240), "other/a.txt", "film/sub/a.txt", "film/日本");
        assertThat(texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CON",
                "con",
                "Aux.txt",
                "nul.tar.gz",
                "PRN",
                "COM1",
                "com9.log",
                "lpt3",
                "COM\u00b9",
                "LPT\u00b3.x",
                "con .txt",
                "NUL  ",
                "aux:x",
                "CONIN$",
                "conout$.txt"
            })
    void namesOfDevices_areReserved_whateverCaseAndExtension(String name) {
        assertThat(files("film/" + name).issues())
                .filteredOn(issue -> issue.kind() == Kind.RESERVED_NAME)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a<b", "a>b", "a:b", "a\"b", "a|b", "a?b", "a*b", "a\\b", "a\nb", "a\u0001b", "a\u001fb", "é:"})
    void charactersThatWindowsForbids_areFound(String name) {
        assertThat(files("film/" + name).texts()).containsExactly("forbidden_character 1 [film/" + name + "]");
    }

    @Test
    void trailingDotsAndSpaces_ofFilesAndFolders_areFound() {
        with(EntryType.DIRECTORY, RawPath.of("film/folder."));
        assertThat(files("film/folder./a", "film/end ").texts())
                .containsExactly("trailing_dot_or_space 2 [film/end , film/folder.]");
    }

    @Test
    void collisions_areFoundOnlyWithinOneFolder_evenWithSubfoldersInBetween() {
        files("film/Case/x", "film/case.d/y", "film/case/x", "film/Case/X/z", "film/other/Case/x");
        assertThat(texts()).containsExactly("case_collision 2 [film/Case/x as film/Case/X, film/case as film/Case]");
    }

    @Test
    void threeOfOneName_countTwice_andNameTheFirst() {
        assertThat(files("film/A", "film/a", "film/b", "film/B", "film/aa").texts())
                .containsExactly("case_collision 2 [film/a as film/A, film/b as film/B]");
        assertThat(files("film/AA", "film/aA").issues().get(0).count()).isEqualTo(4);
    }

    @Test
    void composedAndDecomposed_collideOnMacos_andCaseBeyondAsciiCounts() {
        assertThat(files("film/caf\u00e9", "film/cafe\u0301", "film/\u00c9T\u00c9", "film/\u00e9t\u00e9")
                        .texts())
                .containsExactly(
                        "case_collision 1 [film/\u00e9t\u00e9 as film/\u00c9T\u00c9]",
                        "unicode_collision 1 [film/caf\u00e9 as film/cafe\u0301]");
    }

    @Test
    void aLetterThatFoldsIntoAscii_collidesWithIt() {
        assertThat(files("film/\u212a.txt", "film/k.txt").texts())
                .containsExactly("case_collision 1 [film/\u212a.txt as film/k.txt]");
    }

    @Test
    void namesThatAreNotUtf8_areFound_andDoNotCollide() {
        with(EntryType.FILE, latin1("film/\u00ff"));
        with(EntryType.FILE, latin1("film/\u00fe"));
        with(EntryType.FILE, latin1("film/a\u00fe"));
        with(EntryType.FILE, latin1("film/A\u00fe"));
        assertThat(issues())
                .extracting(PortabilityIssue::kind, PortabilityIssue::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.CASE_COLLISION, 1L),
                        org.assertj.core.groups.Tuple.tuple(Kind.NOT_UTF8, 4L));
    }

    private static RawPath latin1(String bytes) {
        return RawPath.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void lengths_areCountedInUtf16AsWindowsDoes() {
        String deep = "film/" + "d".repeat(200) + "/";
        files(
                "film/" + "n".repeat(256),
                deep + "e".repeat(256 - deep.length()),
                deep + "f".repeat(257 - deep.length()));
        files("film/" + "\u00fc".repeat(200), "film/" + "\ud83c\udfac".repeat(128));
        assertThat(issues())
                .satisfiesExactly(
                        names -> assertThat(text(names)).startsWith("long_name 2 [film/nnn"),
                        paths -> assertThat(text(paths)).startsWith("long_path 3 [film/ddd"));
    }

    @Test
    void linksAndLargeFiles_areCounted() {
        PortabilityCheck check = new PortabilityCheck(Set.of(), AbsoluteLinks.NONE);
        check.look(RawPath.of("film"), EntryType.DIRECTORY, 0, 0755);
        check.look(RawPath.of("film/a"), EntryType.FILE, FOUR_GIB - 1, 0755);
        check.look(RawPath.of("film/b"), EntryType.FILE, FOUR_GIB, 0755);
        check.look(RawPath.of("film/c"), EntryType.HARD_LINK, FOUR_GIB, 0755);
        check.look(RawPath.of("film/d"), EntryType.SYMBOLIC_LINK, 0, 0755);

        assertThat(check.issues(true))
                .map(PortabilityCheckTest::text)
                .containsExactly("large_file 2 [film/b, film/c]", "symbolic_link 1 [film/d]");
        assertThat(check.issues(false)).map(PortabilityCheckTest::text).contains("hard_link 1 [film/c]");
    }

    @Test
    void counts_areExact_whereExamplesAreCutShort() {
        for (int i = 0; i < 1000; i++) {
            files("film/Take" + i, "film/take" + i);
        }
        assertThat(issues()).singleElement().satisfies(issue -> {
            assertThat(issue.count()).isEqualTo(1000);
            assertThat(issue.examples()).hasSize(PortabilityIssue.MOST_EXAMPLES);
            assertThat(new TreeSet<>(issue.examples().stream()
                            .map(PortabilityIssue.Example::path)
                            .toList()))
                    .containsExactlyElementsOf(issue.examples().stream()
                            .map(PortabilityIssue.Example::path)
                            .toList());
        });
    }

    @Test
    void aFolderOfManyCollisions_isCountedExactly() {
        PortabilityCheck check = new PortabilityCheck(Set.of(), AbsoluteLinks.NONE);
        List<RawPath> names = new ArrayList<>(List.of(RawPath.of("film")));
        for (int i = 0; i < 100_000; i++) {
            names.add(RawPath.of("film/TAKE" + (1_000_000 + i)));
        }
        for (int i = 0; i < 100_000; i++) {
            names.add(RawPath.of("film/take" + (1_000_000 + i)));
        }
        names.forEach(name -> check.look(name, type(name), 0, 0755));
        assertThat(check.needsAnotherLook()).isTrue();
        names.forEach(name -> check.lookAgain(name, type(name)));

        assertThat(check.issues(true)).singleElement().satisfies(issue -> {
            assertThat(issue.kind()).isEqualTo(Kind.CASE_COLLISION);
            assertThat(issue.count()).isEqualTo(100_000);
        });
    }

    private static EntryType type(RawPath name) {
        return name.length() == 4 ? EntryType.DIRECTORY : EntryType.FILE;
    }

    @Test
    void issuesAsBytes_comeBackAsTheyWere() throws IOException {
        with(EntryType.FILE, latin1("film/\u00ff?"));
        List<PortabilityIssue> issues = files("film/A", "film/a", "film/con").issues();
        WireWriter out = new WireWriter();
        out.writeList(issues, PortabilityIssueWire::write);

        assertThat(new WireReader(out.toByteArray(), new Origin("issues", "start over"))
                        .readList(PortabilityIssueWire::read))
                .isEqualTo(issues)
                .hasSize(4);
    }

    @Test
    void unusualTimes_areThoseOutsideOf31BitsOfSeconds() {
        PortabilityCheck check = new PortabilityCheck(Set.of(), AbsoluteLinks.NONE);
        Map<String, String> times = new TreeMap<>(Map.of(
                "film/a", "1969-12-31T23:59:59.999Z",
                "film/b", "1970-01-01T00:00:00Z",
                "film/c", "2038-01-19T03:14:07Z",
                "film/d", "2038-01-19T03:14:08Z",
                "film/e", "1500-01-01T00:00:00Z"));
        times.forEach((path, time) -> {
            check.look(RawPath.of(path), EntryType.FILE, 0, 0755);
            check.lookAtDetails(RawPath.of(path), Instant.parse(time), null);
        });

        assertThat(check.issues(true)).singleElement().satisfies(issue -> {
            assertThat(issue.kind()).isEqualTo(PortabilityIssue.Kind.UNUSUAL_TIME);
            assertThat(issue.examples())
                    .extracting(example -> example.path().toString())
                    .containsExactly("film/a", "film/d", "film/e");
        });
    }

    @Test
    void foldersThatTheirOwnerMayNotWriteTo_areReported_ifTheyHaveContents() {
        PortabilityCheck check = new PortabilityCheck(Set.of(), AbsoluteLinks.NONE);
        check.look(RawPath.of("film"), EntryType.DIRECTORY, 0, 0755);
        check.look(RawPath.of("film/a"), EntryType.DIRECTORY, 0, 0555);
        check.look(RawPath.of("film/a/one"), EntryType.FILE, 1, 0444);
        check.look(RawPath.of("film/a/two"), EntryType.FILE, 1, 0444);
        check.look(RawPath.of("film/b"), EntryType.DIRECTORY, 0, 0500);
        check.look(RawPath.of("film/b/sub"), EntryType.DIRECTORY, 0, 0500);
        check.look(RawPath.of("film/bc"), EntryType.FILE, 1, 0444);

        assertThat(check.issues(false).stream().map(PortabilityCheckTest::text))
                .containsExactly("closed_folder 2 [film/a, film/b]");
    }
}
