package org.projectexporter.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.TargetException;

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
    void open_whileAnotherHoldsIt_isTold_andTheOtherGoesOn() throws IOException {
        try (StagingFolder staging = open()) {
            unpackInto(staging);

            assertThatThrownBy(this::open)
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("another import to the same target is running");

            staging.publish(target);
        }
        assertThat(names()).containsExactly("film", "film.import");
    }

    @Test
    void open_whereSomethingElseStands_leavesItAlone() throws IOException {
        Files.createDirectory(hidden);
        Files.writeString(hidden.resolve("mine.txt"), "mine");

        assertThatThrownBy(this::open)
                .isInstanceOf(TargetException.class)
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
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("has appeared while");
        }

        assertThat(names()).containsExactly("film");
        assertThat(temp.resolve("film/mine")).hasContent("mine");
    }

    /** Stopped after the names beside the project's were given. */
    @Test
    void open_afterOneThatWasKilledWhileItGaveNames_takesThemBack() throws IOException {
        kill(List.of(target.project(), target.metadata(), target.dependencies()));
        Files.createDirectory(target.metadata());
        Files.createDirectory(target.dependencies());

        open().close();

        assertThat(names()).isEmpty();
    }

    /** Stopped when it was as good as done. */
    @Test
    void open_afterOneThatWasKilledWhenTheProjectHadItsName_leavesThatAlone() throws IOException {
        kill(List.of(target.project(), target.metadata()));
        Files.createDirectory(target.project());
        Files.createDirectory(target.metadata());

        open().close();

        assertThat(names()).containsExactly("film", "film.import");
    }

    private void kill(List<Path> given) throws IOException {
        Files.createDirectories(hidden.resolve("tree/project/half"));
        Files.writeString(hidden.resolve("lock"), "12345\n");
        Files.write(
                hidden.resolve("names"),
                given.stream().map(name -> name.toUri().getRawPath()).toList());
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

    /** For root all folders are open: .ci/run tries it without that right. */
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
