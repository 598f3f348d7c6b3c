package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.projectexporter.testkit.fixtures.Tools;

/** What a data folder holds says which exports there are, and the token: nobody else may have put it there. */
class DataFolderTest {
    @TempDir
    Path temp;

    private Studio studio;
    private JobView done;

    @BeforeEach
    void exportAFilm() throws Exception {
        studio = new Studio(temp);
        studio.project("film");
        studio.open();
        done = studio.finished("film");
        studio.close();
    }

    @AfterEach
    void close() throws Exception {
        studio.close();
    }

    /** Gives a file to another user, links themselves; where the tests may not, the test is skipped, loudly. */
    private void giveAway(Path file) throws IOException {
        try {
            Files.setAttribute(file, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            Tools.requireThat(false, "root, to act as two users");
        }
    }

    @Test
    void open_ofAFolderOfAnotherUser_isRefusedByName() throws Exception {
        giveAway(studio.data);

        assertThatThrownBy(() -> studio.open())
                .hasMessageContaining("the data folder " + studio.data.toRealPath() + " belongs to the user ")
                .hasMessageContaining("not trusted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwxrwxrwx"})
    void open_ofAFolderThatOthersCouldWriteTo_isRefused_alsoTheNextTime(String mode) throws Exception {
        Files.setPosixFilePermissions(studio.data, PosixFilePermissions.fromString(mode));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> studio.open()).hasMessageContaining("can be written to by others (" + mode + ")");
        }
    }

    @Test
    void open_ofAFolderThatOthersCouldReadAlone_closesIt() throws Exception {
        Files.setPosixFilePermissions(studio.data, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(studio.open().all()).hasSize(1);

        assertThat(Files.getPosixFilePermissions(studio.data)).hasSize(3);
    }

    @Test
    void open_ofAnEmptyFolderThatAnybodyMayWriteTo_closesIt() throws Exception {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(DataFolder.make(other).folder()).isEqualTo(other.toRealPath());

        assertThat(Files.getPosixFilePermissions(other)).hasSize(3);
    }

    @Test
    void open_withAnExportOfAnotherUser_movesItAside() throws Exception {
        Path export = studio.folder(done);
        giveAway(export);

        assertThat(studio.open().all()).isEmpty();

        assertThat(export).doesNotExist();
        assertThat(studio.data.resolve("damaged").resolve(export.getFileName())).isDirectory();
    }

    @Test
    void open_withALinkInPlaceOfAJob_movesItAside() throws Exception {
        Path job = studio.folder(done).resolve("job.json");
        Path elsewhere = Files.move(job, temp.resolve("job.json"));
        Files.createSymbolicLink(job, elsewhere);

        assertThat(studio.open().all()).isEmpty();

        assertThat(elsewhere).exists();
    }
}
