package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.projectexporter.internal.io.OpenFolder;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Exports to, and imports into, the file systems of {@code docs/file-systems.md}. */
@Tag("long")
class FileSystemsTest {
    private static final int MEDIA_BYTES = 24_000_000;
    private static final long KILLED_AT_BYTES = 3_000_000;
    private static final String EPOCH = "1700000000";

    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void makeAProject() throws IOException {
        temp = temp.toRealPath();
        project = GitFixture.init(temp.resolve("film"))
                .file("cut.txt", "one\n")
                .commit("one")
                .folder();
    }

    private CommandLine program() {
        return CommandLine.in(temp).with("SOURCE_DATE_EPOCH", EPOCH);
    }

    private MountedDisk mount(MountedDisk.Type type) throws IOException {
        return MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), type);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"RCLONE", "BINDFS_AS_FAT", "TMPFS_NOEXEC"})
    void export_thatIsKilled_isResumedVerifiedImportedAndDiscarded_andLeavesNothing(MountedDisk.Type type)
            throws Exception {
        Files.write(project.resolve("take.mov"), new Noise(1).bytes("", MEDIA_BYTES));
        Path reference = Files.createDirectory(temp.resolve("reference"));
        program().export(project, reference.resolve("film.zip")).ok();
        try (MountedDisk disk = mount(type)) {
            Path out = Files.createDirectory(disk.folder().resolve("out"));
            Path archive = out.resolve("film.zip");

            killWhileWriting(archive);
            program().run("resume", archive.toString()).ok();

            OutFolder.of(reference).assertSameAs(out, "resumed on " + type);
            program().run("verify", archive.toString()).ok();
            killWhileWriting(out.resolve("other.zip"));
            program().run("discard", out.resolve("other.zip").toString()).ok();
            OutFolder.of(reference).assertSameAs(out, "discarded on " + type);
            program()
                    .run("import", archive.toString(), out.resolve("back").toString())
                    .ok();
            assertThat(OutFolder.of(out).sha256())
                    .containsOnlyKeys("back", "back.import", "film.zip", "film.zip.sha256", "film.zip.manifest.json");
            awaitReadable(out.resolve("back/take.mov"));
            assertThat(out.resolve("back/take.mov")).hasSameBinaryContentAs(project.resolve("take.mov"));
        }
    }

    /** rclone 1.60 cannot read a file in a folder that was renamed until it has uploaded the file, after 5 seconds. */
    private static void awaitReadable(Path file) throws InterruptedException {
        for (int tries = 0; tries < 300; tries++) {
            try (InputStream in = Files.newInputStream(file)) {
                in.read();
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
    }

    private void killWhileWriting(Path archive) throws Exception {
        Path volume = archive.resolveSibling("." + archive.getFileName() + ".export/volume-0");
        Process export = program().start(project, archive);
        try {
            while (export.isAlive() && (!Files.exists(volume) || Files.size(volume) < KILLED_AT_BYTES)) {
                export.waitFor(5, TimeUnit.MILLISECONDS);
            }
        } finally {
            export.destroyForcibly().waitFor();
        }
        assertThat(volume).as("the export was killed in the middle").exists();
    }

    /** Without its cache, rclone writes a file from its first byte to its last, and not again. */
    @Test
    void export_toAMountOfRcloneWithoutCache_isRefusedWithTheOptionThatHelps_andLeavesNothing() throws IOException {
        try (MountedDisk disk = mount(MountedDisk.Type.RCLONE)) {
            ToolRun run =
                    program().export(project, disk.folder().resolve("film.zip")).exited(1);

            assertThat(run.errors()).contains("fuse.rclone", "cannot change a file", "--vfs-cache-mode writes");
            assertThat(OutFolder.of(disk.folder()).sha256()).isEmpty();
        }
    }

    @Test
    void export_ofMoreThan4GiB_toFat_isRefusedBeforeTheFirstByte_andVolumesAreNamed() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(project.resolve("take.mov").toFile(), "rw")) {
            large.setLength(1L << 32);
        }
        try (MountedDisk disk = mount(MountedDisk.Type.BINDFS_AS_FAT)) {
            ToolRun run =
                    program().export(project, disk.folder().resolve("film.tar")).exited(1);

            assertThat(run.errors()).contains("fuse.vfat", "4294967295 bytes", "(--split-size-mb 4095)");
            assertThat(OutFolder.of(disk.folder()).sha256()).isEmpty();
        }
    }

    @Test
    void debug_reportsWhatTheFileSystemCanDo_once() throws IOException {
        try (MountedDisk disk = mount(MountedDisk.Type.NTFS)) {
            ToolRun run = program()
                    .export(project, disk.folder().resolve("film.zip"), "--debug")
                    .ok();

            assertThat(run.errors())
                    .containsOnlyOnce("cannot: executable bits;")
                    .contains("symbolic links");
        }
    }

    /** A closed file may be open for a moment longer on FUSE, and keeps its folder from being removed. */
    @Test
    void folderWithAFileThatIsOpen_isRemovedOnceTheFileIsClosed() throws Exception {
        try (MountedDisk disk = mount(MountedDisk.Type.BINDFS)) {
            Path folder = Files.createDirectory(disk.folder().resolve("work"));
            Path file = Files.createFile(folder.resolve("file"));
            FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE);
            CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> remove(disk.folder(), folder));
            while (Files.exists(file)) {
                Thread.onSpinWait();
            }

            assertThat(OutFolder.of(folder).sha256().keySet()).allMatch(name -> name.startsWith(".fuse_hidden"));
            open.close();

            removal.get(1, TimeUnit.MINUTES);
            assertThat(folder).doesNotExist();
        }
    }

    private static void remove(Path above, Path folder) {
        try (OpenFolder open = OpenFolder.openAnywhere(above)) {
            open.remove(folder.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
