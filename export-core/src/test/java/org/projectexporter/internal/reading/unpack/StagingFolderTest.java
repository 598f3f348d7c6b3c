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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.internal.wire.OlderFileException;

@Tag("import")
class StagingFolderTest {
    @TempDir
    Path temp;

    private ImportTarget target;
    private Path hidden;

    @BeforeEach
    void findTarget() throws IOException {
        temp = temp.toRealPath();
        target = ImportTarget.find(temp.resolve("film"), OnConflict.FAIL);
        hidden = temp.resolve(".film.import");
    }

    private StagingFolder open() throws IOException {
        return StagingFolder.open(target.project());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void unpackInto(StagingFolder staging) throws IOException {
        Files.createDirectory(staging.project());
        Files.writeString(staging.project().resolve("a.txt"), "a");
        Files.writeString(staging.metadata().resolve("SHA256SUMS"), "sums");
    }

    @Test
    void open_makesAFolderForItsOwnerAlone_andCloseRemovesAllThatIsInIt() throws IOException {
        try (StagingFolder staging = open()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(hidden)))
                    .isEqualTo("rwx------");
            unpackInto(staging);
            Files.createDirectory(staging.dependencies());
            Path closed = Files.createDirectory(staging.project().resolve("closed"));
            Files.writeString(closed.resolve("x"), "x");
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void open_whileAnotherHoldsIt_isRefused_andTheOtherContinues() throws IOException {
        try (StagingFolder staging = open()) {
            unpackInto(staging);

            assertThatThrownBy(this::open)
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_BUSY)
                    .hasMessageContaining("another import to the same target is running");

            staging.publish(target);
        }
        assertThat(names()).containsExactly("film", "film.import");
    }

    @Test
    void open_ofSomethingElse_leavesItAlone() throws IOException {
        Files.createDirectory(hidden);
        Files.writeString(hidden.resolve("mine.txt"), "mine");

        assertThatThrownBy(this::open)
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining(hidden + " is in the way");

        assertThat(hidden.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void publish_givesTheNames_thoseOfDependenciesToo() throws IOException {
        try (StagingFolder staging = open()) {
            unpackInto(staging);
            Files.createDirectory(staging.dependencies());
            staging.publish(target);
        }

        assertThat(names()).containsExactly("film", "film.dependencies", "film.import");
        assertThat(temp.resolve("film/a.txt")).hasContent("a");
        assertThat(temp.resolve("film.import/SHA256SUMS")).hasContent("sums");
    }

    @Test
    void publish_whereSomethingHasAppeared_takesTheOtherNamesBack() throws IOException {
        try (StagingFolder staging = open()) {
            unpackInto(staging);
            Files.createDirectory(staging.dependencies());
            Files.createDirectory(temp.resolve("film"));
            Files.writeString(temp.resolve("film/mine"), "mine");

            assertThatThrownBy(() -> staging.publish(target))
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED)
                    .hasMessageContaining("has appeared while");
        }

        assertThat(names()).containsExactly("film");
        assertThat(temp.resolve("film/mine")).hasContent("mine");
    }

    /** Stopped after all names except the project's were given. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17})
    void open_afterOneThatWasKilledWhileItGaveNames_takesThemBack(int number) throws IOException {
        target = ImportTarget.numbered(target.project(), number);
        killWhileItGivesName(2);
        assertThat(names())
                .containsExactlyInAnyOrder(".film.import", nameOf(target.metadata()), nameOf(target.dependencies()));

        StagingFolder.open(temp.resolve("film")).close();

        assertThat(names()).isEmpty();
    }

    /** Stopped when it was practically finished. */
    @Test
    void open_afterOneThatWasKilledWhenTheProjectHadItsName_leavesThatAlone() throws IOException {
        killWhileItGivesName(3);

        open().close();

        assertThat(names()).containsExactly("film", "film.dependencies", "film.import");
    }

    /** The names now belong to something else, most likely a successful import. */
    @Test
    void open_whereOtherFoldersHaveTheNamesThatWereGiven_leavesThemAlone() throws IOException {
        killWhileItGivesName(1);
        Files.move(target.metadata(), temp.resolve("moved away"));
        Files.createDirectory(target.metadata());
        Files.createDirectory(target.dependencies());

        open().close();

        assertThat(names()).containsExactly("film.dependencies", "film.import", "moved away");
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }

    /** Leaves what a process leaves if it dies after a given number of renames, the project's being the third. */
    private void killWhileItGivesName(int given) throws IOException {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledStaging.class.getName(),
                        temp.resolve("film").toString(),
                        Integer.toString(target.number()),
                        Integer.toString(given))
                .inheritIO()
                .start();
        try {
            assertThat(killed.waitFor()).isEqualTo(KilledStaging.KILLED);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void publish_thatFailsAtAnyName_takesTheOthersBack(int failing) throws IOException {
        int[] given = {0};
        try (StagingFolder staging = StagingFolder.open(temp.resolve("film"), (from, to) -> {
            if (given[0]++ == failing) {
                throw new IOException("scripted failure");
            }
            Files.move(from, to);
        })) {
            unpackInto(staging);
            Files.createDirectory(staging.dependencies());

            assertThatThrownBy(() -> staging.publish(target)).hasMessage("scripted failure");

            assertThat(names()).containsExactly(".film.import");
            assertThat(staging.metadata().resolve("SHA256SUMS")).hasContent("sums");
        }
        assertThat(names()).isEmpty();
    }

    /** A record as in older versions, which contains paths: whatever they are, nothing outside is touched. */
    @Test
    void open_withPathsInTheFileOfNames_removesNothingElse() throws IOException {
        Path theirs = Files.createDirectories(temp.resolve("theirs/deep"));
        Files.createDirectories(hidden.resolve("tree/project/half"));
        Files.writeString(hidden.resolve("lock"), "12345\n");
        Files.write(
                hidden.resolve("names"),
                List.of(
                        target.project().toUri().getRawPath(),
                        theirs.getParent().toUri().getRawPath()));

        open().close();

        assertThat(names()).containsExactly("theirs");
        assertThat(theirs).exists();
    }

    /** Made by the build before there was a header for all files. */
    @Test
    void open_withTheFileOfNamesOfTheVersionBefore_isRefused_andNothingIsRemoved() throws IOException {
        Files.createDirectories(hidden.resolve("tree/project/half"));
        Files.writeString(hidden.resolve("lock"), "12345\n");
        Files.write(hidden.resolve("names"), Base64.getDecoder().decode("UEVYUE5BTQIAAAABAAo2NDc2OToxMjM0AADNxZAX"));

        assertThatThrownBy(this::open)
                .isInstanceOf(OlderFileException.class)
                .hasMessageContaining(hidden.resolve("names").toString())
                .hasMessageContaining("run the import with that version again, or remove the folder");
        assertThat(hidden.resolve("tree/project/half")).exists();
        assertThat(hidden.resolve("names")).exists();
    }

    @Test
    void open_withALinkInPlaceOfTheFileOfNames_removesTheLinkAlone() throws IOException {
        Path theirs = Files.writeString(temp.resolve("theirs"), "theirs");
        Files.createDirectories(hidden);
        Files.writeString(hidden.resolve("lock"), "12345\n");
        Files.createSymbolicLink(hidden.resolve("names"), theirs);
        Files.createSymbolicLink(hidden.resolve("tree"), temp);

        open().close();

        assertThat(names()).containsExactly("theirs");
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void remove_ofALink_leavesWhatItLeadsToAlone() throws IOException {
        Path kept = Files.createDirectories(temp.resolve("kept/deep"));
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), kept);

        StagingFolder.remove(folder);

        assertThat(Files.exists(folder, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(kept).exists();
    }

    /** Root can open every folder: .ci/run runs this without that privilege. */
    @Test
    void close_withFoldersThatItsOwnerMayNotOpen_removesThem() throws IOException {
        try (StagingFolder staging = open()) {
            Path closed = Files.createDirectories(staging.project().resolve("closed/deep"));
            Files.writeString(closed.resolve("take.txt"), "x");
            Files.setAttribute(closed, "unix:mode", 0);
            Files.setAttribute(closed.getParent(), "unix:mode", 0100);
        }

        assertThat(hidden).doesNotExist();
    }
}
