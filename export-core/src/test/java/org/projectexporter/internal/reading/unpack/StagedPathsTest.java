package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.HeldNames;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

@Tag("import")
class StagedPathsTest {
    @TempDir
    Path temp;

    private final List<ImportNote> notes = new ArrayList<>();
    private StagedPaths paths;

    @BeforeEach
    void makeProject() throws IOException {
        Path tree = Files.createDirectories(temp.resolve("tree"));
        Path metadata = Files.createDirectories(temp.resolve("metadata"));
        paths = new StagedPaths(tree.resolve("project"), tree.resolve("dependencies"), metadata, notes);
        folder("film");
    }

    private Path folder(String path) throws IOException {
        return paths.make(RawPath.of(path), Files::createDirectory);
    }

    private Path file(String path) throws IOException {
        return paths.make(RawPath.of(path), Files::createFile);
    }

    /** A file system that does not support names with these endings. */
    private static StagedPaths.Maker<Path> refusing(Set<String> names, Exception refusal) {
        return path -> {
            if (names.contains(path.getFileName().toString())) {
                if (refusal instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw (IOException) refusal;
            }
            return Files.createDirectory(path);
        };
    }

    @Test
    void make_putsEachOfTheThreeFoldersInItsPlace() throws IOException {
        assertThat(folder("film/deep")).isEqualTo(temp.resolve("tree/project/deep"));
        assertThat(file("film/deep/a.txt")).isEqualTo(temp.resolve("tree/project/deep/a.txt"));
        assertThat(folder("film.dependencies")).isEqualTo(temp.resolve("tree/dependencies"));
        assertThat(file("film.dependencies/b")).isEqualTo(temp.resolve("tree/dependencies/b"));
        assertThat(file("SHA256SUMS")).isEqualTo(temp.resolve("metadata/SHA256SUMS"));
        assertThat(folder("film/film.dependencies")).isEqualTo(temp.resolve("tree/project/film.dependencies"));
        assertThat(paths.name()).isEqualTo(RawPath.of("film"));
        assertThat(notes).isEmpty();
    }

    @Test
    void make_ofANameThatIsNotText_keepsItsBytes() throws IOException {
        RawPath odd = RawPath.of("film").resolve(RawPath.of(new byte[] {'a', (byte) 0xff}));

        Path made = paths.make(odd, Files::createFile);

        assertThat(NativeNames.nameOf(made)).isEqualTo(odd.fileName());
        assertThat(notes).isEmpty();
    }

    @Test
    void make_ofANameThatTheFileSystemCannotHold_givesAnotherOne_andTakesWhatIsBelowAlong() throws IOException {
        Path made = paths.make(
                RawPath.of("film/rain?*.take"),
                refusing(Set.of("rain?*.take"), new FileSystemException("rain?*.take", null, "Invalid argument")));
        Path below = file("film/rain?*.take/a.txt");

        assertThat(made.getFileName().toString()).isEqualTo("rain%3F%2A.take");
        assertThat(below.getParent()).isEqualTo(made);
        assertThat(paths.of(RawPath.of("film/rain?*.take/a.txt")))
                .isEqualTo(below)
                .exists();
        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(ImportNote.Kind.RENAMED);
            assertThat(note.path()).isEqualTo("film/rain?*.take");
            assertThat(note.what()).contains("now called " + made.getFileName(), "Invalid argument");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid or incomplete multibyte or wide character", "File name too long"})
    void make_ofANameThatIsRefusedForItself_givesAnotherOne(String reason) throws IOException {
        paths.make(RawPath.of("film/x"), refusing(Set.of("x"), new FileSystemException("x", null, reason)));

        assertThat(notes)
                .singleElement()
                .extracting(ImportNote::what)
                .asString()
                .contains(reason);
    }

    @Test
    void make_ofANameThatJavaCannotExpress_givesAnotherOne() throws IOException {
        paths.make(RawPath.of("film/x"), refusing(Set.of("x"), new InvalidPathException("x", "no such letters")));

        assertThat(notes)
                .singleElement()
                .extracting(ImportNote::what)
                .asString()
                .contains("no such letters");
    }

    /** A file system on which upper and lower case, or composed and decomposed letters, are equal. */
    @Test
    void make_ofNamesThatTheFileSystemTakesForOne_keepsBoth() throws IOException {
        file("film/Take");
        StagedPaths.Maker<Path> folding = path -> {
            if (path.getFileName().toString().equals("take")) {
                throw new FileAlreadyExistsException("take");
            }
            return Files.createFile(path);
        };

        Path other = paths.make(RawPath.of("film/take"), folding);

        assertThat(other.getFileName().toString()).startsWith("take~");
        assertThat(paths.of(RawPath.of("film/Take"))).hasFileName("Take");
        assertThat(paths.of(RawPath.of("film/take"))).isEqualTo(other);
        assertThat(notes)
                .singleElement()
                .extracting(ImportNote::what)
                .asString()
                .contains("another entry");
    }

    @Test
    void make_ofAVeryLongName_givesAShortOne_andNoTwoAreTheSame() throws IOException {
        String first = "n".repeat(250) + "1.mov";
        String second = "n".repeat(250) + "2.mov";
        FileSystemException tooLong = new FileSystemException("n", null, "File name too long");

        Path one = paths.make(RawPath.of("film/" + first), refusing(Set.of(first, second), tooLong));
        Path two = paths.make(RawPath.of("film/" + second), refusing(Set.of(first, second), tooLong));

        assertThat(one).isNotEqualTo(two);
        assertThat(one.getFileName().toString()).hasSizeLessThan(80).endsWith(".mov");
    }

    /** exfat-fuse(8) answers ENOENT for a name that it cannot hold. */
    @Test
    void make_ofANameThatDoesNotExistWhenItIsCreated_encodesIt_ifItsFolderExists() throws IOException {
        Path made = paths.make(
                RawPath.of("film/12:30.txt"), refusing(Set.of("12:30.txt"), new NoSuchFileException("12:30.txt")));

        assertThat(made).hasFileName("12%3A30.txt");
        assertThat(notes)
                .singleElement()
                .extracting(ImportNote::what)
                .asString()
                .contains("12%3A30.txt", "cannot hold");
    }

    @Test
    void make_whereTheEncodedNameIsTaken_givesAThirdOne() throws IOException {
        file("film/12%3A30.txt");

        Path made = paths.make(
                RawPath.of("film/12:30.txt"), refusing(Set.of("12:30.txt"), new NoSuchFileException("12:30.txt")));

        assertThat(made.getFileName().toString()).startsWith("12_30~").endsWith(".txt");
    }

    @Test
    void make_ofANameThatTheFileSystemWouldChange_isNotTried() throws IOException {
        HeldNames held = new HeldNames(":", Set.of(HeldNames.Kind.DOT_AT_END), 255);
        Path tree = Files.createDirectories(temp.resolve("tree2"));
        StagedPaths limited = new StagedPaths(tree.resolve("p:"), tree.resolve("d"), temp.resolve("m2"), notes, held);
        limited.make(RawPath.of("film:"), Files::createDirectory);
        limited.make(RawPath.of("film:/dot."), Files::createDirectory);
        limited.make(RawPath.of("film:/dot./x"), Files::createFile);

        assertThat(tree.resolve("p:/dot%2E/x")).exists();
        assertThat(limited.keepsName(RawPath.of("film:/dot./x"))).isFalse();
        assertThat(limited.keepsName(RawPath.of("film:/dot"))).isTrue();
        assertThat(notes).extracting(ImportNote::path).containsExactly("film:/dot.");

        limited.forget(RawPath.of("film:/dot."));

        assertThat(notes).isEmpty();
    }

    @Test
    void make_thatFailsForAnotherReason_failsAsItDid() {
        FileSystemException full = new FileSystemException("x", null, "No space left on device");
        assertThatThrownBy(() -> paths.make(RawPath.of("film/x"), refusing(Set.of("x"), full)))
                .isSameAs(full);
        assertThatThrownBy(() -> file("film/no-such-folder/x")).isInstanceOf(NoSuchFileException.class);
        assertThat(notes).isEmpty();
    }

    @Test
    void name_beforeAnythingIsCreated_isUnknown() {
        StagedPaths empty = new StagedPaths(temp.resolve("p"), temp.resolve("d"), temp.resolve("m"), notes);

        assertThatThrownBy(empty::name).isInstanceOf(IllegalStateException.class);
    }
}
