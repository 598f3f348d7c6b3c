package org.projectexporter.internal.output;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.TargetException;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.checkpoint.FileMark;
import org.projectexporter.spi.Spool;

@Timeout(60)
class WorkFolderTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = temp.resolve(".film.zip.export");
    }

    @Test
    void close_removesTheFolderWithAllThatIsInIt() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.write("manifest.json", new byte[10]);
            work.newSpool("sums").append(ByteBuffer.allocate(10));
            assertThat(folder).isDirectory();
        }

        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void close_ofAFolderThatIsKept_leavesAllButTheHold() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.newSpool("sums").append(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            work.flushSpools();
            work.keep();
        }

        try (WorkFolder work = WorkFolder.open(folder)) {
            work.keepSpools(java.util.Map.of("sums", FileMark.of(new byte[] {1, 2, 3})));
            Spool spool = work.newSpool("sums");
            spool.append(ByteBuffer.wrap(new byte[] {9}));
            try (var in = spool.read()) {
                assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 9);
            }
        }
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void close_afterSomebodyHasRemovedTheFolder_isQuiet() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            Files.delete(work.file("lock"));
            Files.delete(folder);
        }

        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void open_whileThisProcessHoldsIt_isRefused() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.write("archive", new byte[1]);

            assertThatThrownBy(() -> WorkFolder.open(folder))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("this process");
            assertThat(TestFiles.names(folder)).containsExactly("archive", "lock");
        }
    }

    @Test
    void close_calledTwice_doesNotLetGoOfALaterOne() throws IOException {
        WorkFolder first = WorkFolder.open(folder);
        first.close();
        try (WorkFolder second = WorkFolder.open(folder)) {
            first.close();

            assertThatThrownBy(() -> WorkFolder.open(folder)).hasMessageContaining("this process");
            assertThat(second.folder()).isDirectory();
        }
    }

    @Test
    void open_whileAnotherProcessHoldsIt_saysWhichAndTouchesNothing() throws Exception {
        Process holder = hold();
        try {
            assertThatThrownBy(() -> WorkFolder.open(folder))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("process " + holder.pid());
            assertThat(TestFiles.names(folder)).containsExactly("archive", "lock");
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
    }

    @Test
    void open_afterItsHolderHasDied_findsWhatItHasLeft() throws Exception {
        Process holder = hold();
        holder.getOutputStream().close();
        holder.waitFor();
        assertThat(TestFiles.names(folder)).containsExactly("archive", "lock");

        try (WorkFolder work = WorkFolder.open(folder)) {
            assertThat(TestFiles.names(work.folder())).containsExactly("archive", "lock");
            work.clear();
            assertThat(TestFiles.names(work.folder())).containsExactly("lock");
        }
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    private Process hold() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(US_ASCII);
        assertThat(out.readLine()).isEqualTo("held");
        return process;
    }

    @Test
    void open_whereAFileStands_leavesItAlone() throws IOException {
        Files.writeString(folder, "theirs");

        assertThatThrownBy(() -> WorkFolder.open(folder))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("in the way");
        assertThat(folder).hasContent("theirs");
    }

    @Test
    void open_whereAFolderOfSomebodyElseStands_leavesItAlone() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("mine.txt"), "mine\n");

        assertThatThrownBy(() -> WorkFolder.open(folder))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("in the way");
        assertThat(folder.resolve("mine.txt")).hasContent("mine\n");
    }

    @Test
    void open_whereALinkToAFolderStands_leavesItAlone() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.createFile(other.resolve("theirs"));
        Files.createSymbolicLink(folder, other);

        assertThatThrownBy(() -> WorkFolder.open(folder)).isInstanceOf(TargetException.class);
        assertThat(TestFiles.names(other)).containsExactly("theirs");
    }

    @Test
    void newSpool_givesBackWhatWasAppendedWhateverItsSize() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            Spool spool = work.newSpool("sums");
            byte[] all = TestFiles.noise(300_000, 1);
            int at = 0;
            for (int bytes : new int[] {1, 65_535, 1, 65_536, 65_537, 100_000}) {
                spool.append(ByteBuffer.wrap(all, at, bytes));
                at += bytes;
                assertThat(spool.length()).isEqualTo(at);
                try (var in = spool.read()) {
                    assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOf(all, at));
                }
            }
            assertThat(work.flushSpools()).containsExactly(java.util.Map.entry("sums", FileMark.of(java.util.Arrays.copyOf(all, at))));
        }
    }
}
