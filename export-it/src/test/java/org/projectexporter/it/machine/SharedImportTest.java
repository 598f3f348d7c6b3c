package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import org.projectexporter.cli.Main;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.hostile.EarlierZip;

/**
 * An import on the file system of its archive shares large files with it where that is possible; the tree is the same
 * as without, and the same archives are refused.
 */
@SuppressWarnings("try") // a disk is unmounted at the end, whoever uses it
class SharedImportTest {
    private static final int LARGEST = 8_000_001;
    /** The sum of the largest four files. */
    private static final int LARGE_BYTES = 4 * LARGEST - 6;

    private static final int SIGKILLED = 128 + 9;
    private static final int KILLS = Integer.getInteger("kill.imports", 20);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir
    Path temp;

    private Path disk;
    private Path project;

    @BeforeEach
    void createProject() throws IOException {
        temp = temp.toRealPath();
        project = Files.createDirectory(temp.resolve("film"));
        int number = 0;
        for (int size : new int[] {0, 7, 262_143, 262_144, 262_145, (1 << 20) - 1, 1 << 20, 1_500_000}) {
            media(number++, size);
        }
        for (int size = LARGEST - 3; size <= LARGEST; size++) {
            media(number++, size);
        }
        Files.writeString(project.resolve("3x.txt"), "INT. TRAIN - NIGHT\n".repeat(50_000));
        Files.writeString(project.resolve(".gitignore"), "*.mov\n");
        Files.setAttribute(project.resolve("3.mov"), "unix:mode", 0440);
        Files.setLastModifiedTime(
                project.resolve("4.mov"), FileTime.from(Instant.parse("2019-01-15T10:00:00.1234567Z")));
        GitFixture.init(project).commit("First cut");
    }

    private void media(int number, int size) throws IOException {
        Files.write(project.resolve(number + ".mov"), new Noise(number).bytes("", size));
    }

    private MountedDisk mount(MountedDisk.Type type) throws IOException {
        MountedDisk mounted = MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), type);
        disk = mounted.folder();
        return mounted;
    }

    private CommandLine program(boolean sharing) {
        return CommandLine.in(temp).withJvm("-Dorg.projectexporter.sharing=" + sharing);
    }

    private Path export(Path archive) throws IOException {
        program(false).export(project, archive).ok();
        return archive;
    }

    private ToolRun run(Path archive, Path target, boolean sharing) throws IOException {
        return program(sharing).run("import", archive.toString(), target.toString());
    }

    private long used() throws IOException {
        Exec.in(disk).run("sync", "-f", ".").ok();
        FileStore store = Files.getFileStore(disk);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    /** Imports, and returns the bytes that the tree takes on the disk. */
    private long bytesOf(Path archive, Path target, boolean sharing) throws IOException {
        long before = used();
        run(archive, target, sharing).ok();
        return used() - before;
    }

    private void assertSameAsProject(Path imported) throws IOException {
        assertThat(TreeDiff.between(project, imported)
                        .precision(TreeDiff.Precision.HUNDRED_NS)
                        .ignoring(".git")
                        .differences())
                .isEmpty();
        assertThat(GitFixture.at(imported).git("status", "--porcelain")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"XFS, zip", "XFS, tar", "BTRFS, zip", "BTRFS, tar"})
    void importOnTheDiskOfItsArchive_takesLittleSpace_andGivesTheSameTree(MountedDisk.Type type, String format)
            throws IOException {
        try (MountedDisk mounted = mount(type)) {
            Path archive = export(disk.resolve("film." + format));

            long written = bytesOf(archive, disk.resolve("written"), false);
            long shared = bytesOf(archive, disk.resolve("shared"), true);

            assertThat(written).isGreaterThan(LARGE_BYTES);
            assertThat(shared).isLessThan(written / 4);
            assertThat(TreeDiff.between(disk.resolve("written"), disk.resolve("shared"))
                            .ignoring(".git/index") // has the times at which the files were unpacked
                            .differences())
                    .isEmpty();
            assertThat(disk.resolve(".shared.import")).doesNotExist();

            Files.write(archive, new byte[LARGEST]); // the tree does not change with its archive
            Files.delete(archive);
            assertSameAsProject(disk.resolve("shared"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void archiveWhoseMediaWereChanged_isRefused(String format) throws IOException {
        try (MountedDisk mounted = mount(MountedDisk.Type.BTRFS)) {
            Path archive = export(disk.resolve("film." + format));
            byte[] last = Arrays.copyOfRange(new Noise(11).bytes("", LARGEST), 5_000_000, 5_000_100);
            long at = indexOf(Files.readAllBytes(archive), last);
            try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) ~last[7]}), at + 7);
            }
            for (String beside : new String[] {".sha256", ".manifest.json"}) {
                Files.delete(disk.resolve("film." + format + beside));
            }

            ToolRun run = run(archive, disk.resolve("again"), true);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errors()).contains("film/11.mov", "does not match its checksum");
            assertThat(disk.resolve("again")).doesNotExist();
            assertThat(disk.resolve(".again.import")).doesNotExist();
        }
    }

    private static int indexOf(byte[] all, byte[] wanted) {
        for (int i = 0; i + wanted.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not in the archive");
    }

    /** So are the tar of a tar.gz that a browser has unpacked, and archives of another program. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void archiveWithoutPadding_isWritten(String format) throws IOException {
        try (MountedDisk mounted = mount(MountedDisk.Type.XFS)) {
            Path archive = disk.resolve("earlier." + format);
            if (format.equals("zip")) {
                Files.write(archive, EarlierZip.of(Files.readAllBytes(export(temp.resolve("film.zip")))));
            } else {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(export(temp.resolve("film.tar.gz"))))) {
                    Files.copy(in, archive);
                }
            }

            assertThat(bytesOf(archive, disk.resolve("film"), true)).isGreaterThan(LARGE_BYTES / 2);
            assertSameAsProject(disk.resolve("film"));
        }
    }

    @Test
    void importOnAnotherDisk_andOfVolumes_isWritten() throws IOException {
        try (MountedDisk mounted = mount(MountedDisk.Type.BTRFS)) {
            Path archive = export(temp.resolve("film.zip"));
            assertThat(bytesOf(archive, disk.resolve("from another"), true)).isGreaterThan(LARGE_BYTES);
            assertSameAsProject(disk.resolve("from another"));

            Files.copy(archive, disk.resolve("film.zip"));
            run(disk.resolve("film.zip"), temp.resolve("to another"), true).ok();
            assertSameAsProject(temp.resolve("to another"));

            program(false)
                    .export(project, disk.resolve("parts.zip"), "--split-size-mb", "5")
                    .ok();
            assertThat(bytesOf(disk.resolve("parts.zip"), disk.resolve("of volumes"), true))
                    .isGreaterThan(LARGE_BYTES);
            assertSameAsProject(disk.resolve("of volumes"));
        }
    }

    @Test
    void archiveBehindALink_isSharedToo_andADryRunLeavesNothing() throws IOException {
        try (MountedDisk mounted = mount(MountedDisk.Type.XFS)) {
            export(disk.resolve("film.zip"));
            Path link = Files.createSymbolicLink(temp.resolve("link.zip"), disk.resolve("film.zip"));

            program(true)
                    .run("import", link.toString(), disk.resolve("dry").toString(), "--dry-run")
                    .ok();
            assertThat(disk).isDirectoryNotContaining("glob:**dry*");
            assertThat(bytesOf(link, disk.resolve("film"), true)).isLessThan(LARGE_BYTES / 2);
            assertSameAsProject(disk.resolve("film"));
        }
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"XFS, zip", "BTRFS, tar"})
    void importKilledAtAnyMoment_leavesNothingOrAll(MountedDisk.Type type, String format) throws Exception {
        try (MountedDisk mounted = mount(type)) {
            Path archive = export(disk.resolve("film." + format));
            Path target = disk.resolve("back");
            long start = System.nanoTime();
            run(archive, target, true).ok();
            long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            Random random = new Random(SEED);
            int kills = 0;
            for (int i = 0; kills < KILLS; i++) {
                assertThat(i).as("imports that were begun to kill so often").isLessThan(10 * KILLS);
                Exec.in(disk).run("rm", "-rf", "back", "back.import").ok();
                long moment = (long) (whole * (0.3 + 0.7 * random.nextDouble()));
                kills += importKilledAfter(moment, archive, target) ? 1 : 0;
                String story = "seed " + SEED + ", killed after " + moment + " ms";
                assertThat(archive).as(story).exists();
                if (!Files.exists(target)) {
                    run(archive, target, true).ok();
                    assertThat(disk.resolve(".back.import")).as(story).doesNotExist();
                }
                assertSameAsProject(target);
            }
            program(true).run("verify", archive.toString()).ok();
        }
    }

    private boolean importKilledAfter(long millis, Path archive, Path target) throws Exception {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(List.of(Main.class.getName(), "import", archive.toString(), target.toString()));
        Process process = Exec.in(temp)
                .builder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor() == SIGKILLED;
    }
}
