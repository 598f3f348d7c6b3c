package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** The grammar of pointers, row by row; git-lfs must agree on each row. */
final class PointerParserTest {
    private static final String OID = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
    private static final String VERSION = "version https://git-lfs.github.com/spec/v1\n";
    private static final String REST = "oid sha256:" + OID + "\nsize 12345\n";
    private static final LfsPointer PLAIN = new LfsPointer(OID, 12345, false);
    private static final LfsPointer EXTENDED = new LfsPointer(OID, 12345, true);

    record Row(String name, String text, LfsPointer expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row good(String name, String text) {
        return new Row(name, text, PLAIN);
    }

    private static Row good(String name, String text, LfsPointer expected) {
        return new Row(name, text, expected);
    }

    private static Row bad(String name, String text) {
        return new Row(name, text, null);
    }

    private static String size(String size) {
        return VERSION + "oid sha256:" + OID + "\nsize " + size + "\n";
    }

    private static String ext(String key) {
        return key + " sha256:" + OID + "\n";
    }

    private static String padded(int bytes) {
        return VERSION + REST + "\n".repeat(bytes - (VERSION + REST).length());
    }

    static List<Row> rows() {
        return Stream.of(goodRows(), rowsOfExtensions(), badRows(), badValues())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> goodRows() {
        return List.of(
                good("as git-lfs writes it", VERSION + REST),
                good("pre-release version", "version https://hawser.github.com/spec/v1\n" + REST),
                good("alpha version", "version http://git-media.io/v/2\n" + REST),
                good("no last newline", (VERSION + REST).strip()),
                good("CRLF", (VERSION + REST).replace("\n", "\r\n")),
                good("white space around", "\n  " + VERSION + REST + " \t\f\n"),
                good("empty lines", VERSION + "\n\n" + REST),
                good("plus before the size", size("+12345")),
                good("zeros before the size", size("012345")),
                good("greatest size", size("9223372036854775807"), new LfsPointer(OID, Long.MAX_VALUE, false)),
                good("size 0", size("0"), new LfsPointer(OID, 0, false)),
                good("1024 bytes", padded(1024)));
    }

    private static List<Row> rowsOfExtensions() {
        return List.of(
                good("extension", VERSION + ext("ext-0-foo") + REST, EXTENDED),
                good("extension with a dash", VERSION + ext("ext-0-foo-bar") + REST, EXTENDED),
                good("extensions not in order", VERSION + ext("ext-1-foo") + ext("ext-0-bar") + REST, EXTENDED),
                good("extension after the oid", VERSION + REST.replace("size", ext("ext-0-a") + "size"), EXTENDED),
                bad("extension after the size", VERSION + REST + ext("ext-0-foo")),
                bad("two extensions of one priority", VERSION + ext("ext-0-foo") + ext("ext-0-bar") + REST),
                bad("priority of two digits", VERSION + ext("ext-10-foo") + REST),
                bad("priority that is no digit", VERSION + ext("ext-#-foo") + REST),
                bad("extension without a name", VERSION + ext("ext-0-") + REST),
                bad("extension with a bad name", VERSION + ext("ext-0-$$$") + REST),
                bad("extension with a bad oid", VERSION + "ext-0-foo sha256:boom\n" + REST));
    }

    private static List<Row> badRows() {
        return List.of(
                bad("white space alone", " \n"),
                bad("text", "this is not a git-lfs file!\n"),
                bad("no version", REST),
                bad("version not first", REST + VERSION),
                bad("unknown version", "version https://git-lfs.github.com/spec/v2\n" + REST),
                bad("version with a slash more", "version https://git-lfs.github.com/spec/v1/\n" + REST),
                bad("version in capitals", VERSION.toUpperCase(Locale.ROOT) + REST),
                bad("size before oid", VERSION + "size 12345\noid sha256:" + OID + "\n"),
                bad("oid twice", VERSION + "oid sha256:" + OID + "\n" + REST),
                bad("unknown key between", VERSION + "foo bar\n" + REST),
                bad("unknown key at the end", VERSION + REST + "z-future 1\n"),
                bad("no size", VERSION + "oid sha256:" + OID + "\n"),
                bad("no oid", VERSION + "size 12345\n"),
                bad("two spaces", VERSION + REST.replace("oid ", "oid  ")),
                bad("a tab", VERSION + REST.replace("oid ", "oid\t")),
                bad("equals signs", (VERSION + REST).replace(' ', '=')),
                bad("byte order mark", "\ufeff" + VERSION + REST));
    }

    private static List<Row> badValues() {
        return List.of(
                bad("oid in capitals", VERSION + REST.replace("d7a", "D7A")),
                bad("oid too long", VERSION + REST.replace(OID, OID + "0")),
                bad("oid too short", VERSION + REST.replace(OID, OID.substring(1))),
                bad("oid with a space behind", VERSION + REST.replace(OID, OID + " ")),
                bad("oid of another hash", VERSION + REST.replace("sha256", "sha512")),
                bad("oid without its hash's name", VERSION + REST.replace("sha256:", "")),
                bad("size in words", size("many")),
                bad("size below 0", size("-1")),
                bad("size in hexadecimal", size("0x10")),
                bad("size with underscore", size("1_000")),
                bad("size beyond 63 bits", size("9223372036854775808")),
                bad("size empty", size("")),
                bad("NUL behind the size", size("12345\0")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void parse_ofEachRow_readsWhatIsExpected(Row row) {
        assertThat(PointerParser.parse(row.text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(row.expected);
    }

    @Test
    void parse_ofEachRow_agreesWithGitLfs(@TempDir Path temp) throws IOException {
        Tools.require("git", "git-lfs");

        for (Row row : rows()) {
            Path file = Files.writeString(temp.resolve("pointer"), row.text);
            int exitCode = Exec.in(temp)
                    .run("git", "lfs", "pointer", "--check", "--file=" + file)
                    .exitCode();
            assertThat(exitCode == 0).as(row.name).isEqualTo(row.expected != null);
        }
    }

    @Test
    void parse_ofMoreThan1024Bytes_isNotAPointer() {
        assertThat(PointerParser.parse(padded(1025).getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void parse_ofTheEmptyFile_isNotAPointer() {
        assertThat(PointerParser.parse(new byte[0])).isNull();
    }

    @Test
    void isOfEmptyFile_onlyForTheHashOfTheEmptyFile() {
        String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        String text = VERSION + "oid sha256:" + nothing + "\nsize 0\n";

        LfsPointer parsed = Objects.requireNonNull(PointerParser.parse(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(parsed.isOfEmptyFile()).isTrue();
        assertThat(new LfsPointer(OID, 0, false).isOfEmptyFile()).isFalse();
    }
}
