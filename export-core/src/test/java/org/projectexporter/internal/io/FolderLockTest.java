package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.output.WorkFolder;

@Timeout(120)
class FolderLockTest {
    private static final int PROCESSES = 3;
    private static final int TURNS = 100;

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = temp.resolve(".film.zip.export");
    }

    /** Each process holds the folder exclusively or not at all, however often others try while it is being removed. */
    @Test
    void processesThatRaceForAFolder_neverHoldItAtTheSameTime_andNoneFailsInAnotherWay() throws Exception {
        Path witness = Files.createDirectory(temp.resolve("witness"));
        List<Process> racers = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            racers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LockRacer.class.getName(),
                            folder.toString(),
                            witness.toString(),
                            Integer.toString(TURNS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process racer : racers) {
            assertThat(racer.waitFor()).isZero();
        }

        assertThat(TestFiles.names(temp)).containsExactly("witness");
    }

    @Test
    void open_whereAProcessDiedWhileItRemovedTheFolder_takesWhatIsLeft() throws IOException {
        Files.createDirectory(folder); // the lock is removed last but one

        WorkFolder.open(folder).close();

        assertThat(TestFiles.names(temp)).isEmpty();
    }

    /** A file that was just closed may still have such a name on FUSE and NFS. */
    @ParameterizedTest
    @ValueSource(strings = {".fuse_hidden0000000200000001", ".nfs0000000200000001", "gone-1"})
    void open_whereAFileIsStillBeingRemoved_takesTheFolder(String remnant) throws IOException {
        Files.createDirectory(folder);
        Files.createFile(folder.resolve(remnant));

        WorkFolder.open(folder).close();

        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void open_ofAFolderThatAppearsAndDisappears_givesUp() throws IOException {
        assertThatThrownBy(() -> FolderLock.take(folder, "export", () -> {}))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_BUSY)
                .hasMessageContaining("appears and disappears");
        WorkFolder.open(folder).close(); // and nothing is locked
    }
}
