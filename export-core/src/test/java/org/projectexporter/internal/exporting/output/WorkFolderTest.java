package org.projectexporter.internal.exporting.output;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.io.LockHolder;
import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.spi.Spool;

@Timeout(60)
class WorkFolderTest {
    private static final FileKind SUMS = FileKind.ofExport("SUMS", 1, "the sums");

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = temp.resolve(".film.zip.export");
    }

    @Test
    void open_afterTheFileSystemWasBeingTried_removesWhatThatLeft() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.write("request", new byte[10]);
            Files.createDirectories(folder.resolve("file-system-probe").resolve("names"));
            Files.createFile(folder.resolve("file-system-probe").resolve("names/a."));
            work.keep();
        }

        try (WorkFolder work = WorkFolder.open(folder)) {
            work.requireFilesAlone();
            assertThat(work.fileSystem().rewriting()).isTrue();
            assertThat(TestFiles.names(folder)).containsExactlyInAnyOrder("lock", "request");
        }
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void close_removesTheFolderWithAllThatIsInIt() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.write("manifest.json", new byte[10]);
            work.newSpool("sums", SUMS).append(ByteBuffer.allocate(10));
            assertThat(folder).isDirectory();
        }

        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void close_ofAFolderThatIsKept_leavesAllButTheHold() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.newSpool("sums", SUMS).append(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            work.flushSpools();
            work.keep();
        }

        try (WorkFolder work = WorkFolder.open(folder)) {
            work.keepSpools(java.util.Map.of("sums", FileMark.of(new byte[] {1, 2, 3})));
            Spool spool = work.newSpool("sums", SUMS);
            spool.append(ByteBuffer.wrap(new byte[] {9}));
            try (var in = spool.read()) {
                assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 9);
            }
        }
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void close_afterTheFolderWasRemoved_isQuiet() throws IOException {
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
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_BUSY)
                    .hasMessageContaining("this process");
            assertThat(TestFiles.names(folder)).containsExactly("archive", "lock");
        }
    }

    @Test
    void close_calledTwice_doesNotReleaseALaterOne() throws IOException {
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
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_BUSY)
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
    void open_ofAFile_leavesItAlone() throws IOException {
        Files.writeString(folder, "theirs");

        assertThatThrownBy(() -> WorkFolder.open(folder))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("in the way");
        assertThat(folder).hasContent("theirs");
    }

    @Test
    void open_ofAnotherUsersFolder_leavesItAlone() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("mine.txt"), "mine\n");

        assertThatThrownBy(() -> WorkFolder.open(folder))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("in the way");
        assertThat(folder.resolve("mine.txt")).hasContent("mine\n");
    }

    @Test
    void open_ofALinkToAFolder_leavesItAlone() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.createFile(other.resolve("theirs"));
        Files.createSymbolicLink(folder, other);

        assertThatThrownBy(() -> WorkFolder.open(folder)).hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE);
        assertThat(TestFiles.names(other)).containsExactly("theirs");
    }

    @Test
    void open_makesAFolderForItsOwnerAlone() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.folder())))
                    .isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwxrwxrwx", "rwx----w-"})
    void open_whereOthersCouldWrite_isRefused_alsoTheNextTime_andTheModeStays(String mode) throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.write("request", new byte[3]);
            work.keep();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> WorkFolder.open(folder))
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                    .hasMessageContaining(folder + " can be written to by others (" + mode + ")");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo(mode);
        assertThat(TestFiles.names(folder)).containsExactly("lock", "request");
    }

    @Test
    void open_whereOthersCouldReadAlone_closesIt() throws IOException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        try (WorkFolder work = WorkFolder.open(folder)) {
            assertThat(Files.getPosixFilePermissions(work.folder())).hasSize(3);
        }
    }

    @Test
    void open_withALinkInPlaceOfTheLock_leavesWhatItLeadsToAlone() throws IOException {
        Path theirs = Files.writeString(temp.resolve("theirs"), "theirs\n");
        Files.createDirectory(folder);
        Files.createSymbolicLink(folder.resolve("lock"), theirs);

        assertThatThrownBy(() -> WorkFolder.open(folder)).hasMessageContaining("lock is in the way");

        assertThat(theirs).hasContent("theirs\n");
    }

    @Test
    void open_withAnotherNameOfAFileInPlaceOfTheLock_leavesThatFileAlone() throws IOException {
        Path theirs = Files.writeString(temp.resolve("theirs"), "theirs\n");
        Files.createDirectory(folder);
        Files.createLink(folder.resolve("lock"), theirs);

        assertThatThrownBy(() -> WorkFolder.open(folder)).hasMessageContaining("lock is in the way");

        assertThat(theirs).hasContent("theirs\n");
    }

    @Test
    void close_withLinksInIt_removesTheLinksAlone() throws IOException {
        Path theirs = Files.writeString(temp.resolve("theirs"), "theirs\n");
        Path folderOfTheirs =
                Files.createDirectories(temp.resolve("folder/deep")).getParent();
        try (WorkFolder work = WorkFolder.open(folder)) {
            Files.createSymbolicLink(work.file("volume-0"), theirs);
            Files.createSymbolicLink(work.file("volume-1"), folderOfTheirs);
            Files.createLink(work.file("plan"), theirs);
        }

        assertThat(TestFiles.names(temp)).containsExactly("folder", "theirs");
        assertThat(theirs).hasContent("theirs\n");
        assertThat(folderOfTheirs.resolve("deep")).exists();
    }

    @Test
    void close_withAFolderInIt_whichNoExportMakes_leavesThatAndSaysSo() throws IOException {
        WorkFolder work = WorkFolder.open(folder);
        Files.createDirectories(work.file("mine/deep"));

        assertThatThrownBy(work::close)
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED)
                .hasMessageContaining(work.file("mine") + " is a folder, which no export has made");

        assertThat(folder.resolve("mine/deep")).exists();
        Files.delete(folder.resolve("mine/deep"));
        Files.delete(folder.resolve("mine"));
        WorkFolder.open(folder).close();
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void requireFilesAlone_withSomethingElseInIt_namesIt() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.requireFilesAlone();
            Files.createSymbolicLink(work.file("volume-0"), temp.resolve("nowhere"));

            assertThatThrownBy(work::requireFilesAlone)
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED)
                    .hasMessageContaining(work.file("volume-0") + " is a link");
        }
    }

    @Test
    void requireOneNameEach_withAFileThatHasAnother_namesIt() throws IOException {
        Path theirs = Files.writeString(temp.resolve("theirs"), "theirs\n");
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.requireOneNameEach();
            Files.createLink(work.file("volume-0"), theirs);

            assertThatThrownBy(work::requireOneNameEach)
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED)
                    .hasMessageContaining(work.file("volume-0") + " has a second name (a hard link) elsewhere");
        }
    }

    @Test
    void requireInPlace_afterTheFolderWasReplaced_isRefused_andLeavesTheNewOneAlone() throws IOException {
        Path aside = temp.resolve("aside");
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.requireInPlace();
            Files.move(folder, aside);
            Files.createDirectory(folder);
            Files.writeString(folder.resolve("mine"), "mine\n");

            assertThatThrownBy(work::requireInPlace).hasMessageContaining("was moved away or replaced");
        }

        assertThat(folder.resolve("mine")).hasContent("mine\n");
        assertThat(TestFiles.names(aside)).as("what was its own is removed").isEmpty();
    }

    @Test
    void newSpool_thatIsNotWhatWasKept_isRefusedByName() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            Files.write(work.file("sums.spool"), SUMS.header());
            Files.write(work.file("sums.spool"), new byte[] {1, 2, 3, 4}, StandardOpenOption.APPEND);
            for (FileMark kept : new FileMark[] {FileMark.of(new byte[] {1, 9}), FileMark.of(new byte[5])}) {
                work.keepSpools(java.util.Map.of("sums", kept));

                assertThatThrownBy(() -> work.newSpool("sums", SUMS))
                        .isInstanceOf(ExportException.class)
                        .hasMessageContaining(work.file("sums.spool").toString())
                        .hasMessageContaining("discard");
            }
            assertThat(work.file("sums.spool")).hasSize(FileKind.HEADER_BYTES + 4);
        }
    }

    @Test
    void newSpool_withAnyByteOfItsHeaderChanged_isRefusedByName() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            work.keepSpools(java.util.Map.of("sums", FileMark.of(new byte[] {1})));
            for (int at = 0; at < FileKind.HEADER_BYTES; at++) {
                byte[] bytes = java.util.Arrays.copyOf(SUMS.header(), FileKind.HEADER_BYTES + 1);
                bytes[FileKind.HEADER_BYTES] = 1;
                bytes[at] ^= 4;
                Files.write(work.file("sums.spool"), bytes);

                assertThatThrownBy(() -> work.newSpool("sums", SUMS))
                        .as("byte %s", at)
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(work.file("sums.spool").toString());
            }
        }
    }

    @Test
    void newSpool_returnsWhatWasAppendedWhateverItsSize() throws IOException {
        try (WorkFolder work = WorkFolder.open(folder)) {
            Spool spool = work.newSpool("sums", SUMS);
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
            assertThat(work.flushSpools())
                    .containsExactly(java.util.Map.entry("sums", FileMark.of(java.util.Arrays.copyOf(all, at))));
        }
    }
}
