package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.io.FileCopy;
import org.projectexporter.it.faults.Breakable;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Archives on the file system of their project, which share their blocks with it where that is possible: they take
 * little space, and have the same bytes as any other.
 */
@SuppressWarnings("try") // a disk is unmounted at the end, whoever uses it
class SharedExtentsTest {
    private static final int SIGKILLED = 128 + 9;
    private static final int KILLS = Integer.getInteger("kill.runs", 40);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir
    Path temp;

    private MountedDisk disk;
    private Path project;

    @BeforeEach
    void useRealNames() throws IOException {
        temp = temp.toRealPath();
    }

    private MountedDisk mount(MountedDisk.Type type) throws IOException {
        disk = MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), type);
        project = Files.createDirectory(disk.folder().resolve("film"));
        return disk;
    }

    /** Media of several sizes, texts between them, and a repository; nothing was just written. */
    private void fill(int bytes) throws IOException {
        int number = 0;
        for (int size : new int[] {262_144, 262_145, bytes, 1 << 20, (1 << 20) + 1, 300_000, 4 * bytes + 4095, 0, 7}) {
            Files.write(project.resolve(number + ".mov"), new Noise(number).bytes("", size));
            Files.writeString(project.resolve(number + "x.txt"), "INT. TRAIN - NIGHT\n".repeat(size / 200));
            number++;
        }
        GitFixture.init(project).commit("First cut");
        for (Path file : Exec.in(project).run("find", ".", "-type", "f").ok().lines().stream()
                .map(project::resolve)
                .toList()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-01-15T10:00:00.5Z")));
        }
    }

    private CommandLine program(boolean sharing) {
        return CommandLine.in(temp)
                .with("SOURCE_DATE_EPOCH", Long.toString(Breakable.EXPORTED_AT.getEpochSecond()))
                .withJvm("-Dorg.projectexporter.sharing=" + sharing);
    }

    private long used() throws IOException {
        Exec.in(disk.folder()).run("sync", "-f", ".").ok();
        FileStore store = Files.getFileStore(disk.folder());
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    /** Exports, and returns the bytes that it takes on the disk. */
    private long export(Path out, String name, boolean sharing, String... options) throws IOException {
        Files.createDirectory(out);
        long before = used();
        program(sharing).export(project, out.resolve(name), options).ok();
        return used() - before;
    }

    @ParameterizedTest
    @CsvSource({"XFS, zip", "BTRFS, tar"})
    void archiveOnTheDiskOfItsProject_takesLittleSpace_andHasTheSameBytes(MountedDisk.Type type, String format)
            throws IOException {
        try (MountedDisk mounted = mount(type)) {
            fill(4_000_000);
            String name = "film." + format;
            Path written = disk.folder().resolve("written");
            Path shared = disk.folder().resolve("shared");
            Path volumes = disk.folder().resolve("volumes");

            long bytes = export(written, name, false);
            assertThat(bytes).isGreaterThan(20_000_000);
            assertThat(export(shared, name, true)).isLessThan(bytes / 4);
            OutFolder.of(written).assertSameAs(shared, "shared on " + type);
            export(disk.folder().resolve("written-volumes"), name, false, "--split-size-mb", "3");
            assertThat(export(volumes, name, true, "--split-size-mb", "3")).isLessThan(bytes / 4);
            OutFolder.of(disk.folder().resolve("written-volumes")).assertSameAs(volumes, "volumes on " + type);
            program(true).run("verify", shared.resolve(name).toString()).ok();

            Files.write(project.resolve("2.mov"), new byte[] {1}); // the archive does not change with it
            program(true).run("verify", shared.resolve(name).toString()).ok();
        }
    }

    @Test
    void fileThatCannotBeShared_isWritten_amongOthersThatAre() throws IOException {
        Tools.require("chattr");
        try (MountedDisk mounted = mount(MountedDisk.Type.BTRFS)) {
            Path noCopyOnWrite = Files.createFile(project.resolve("1a.mov"));
            Exec.in(project).run("chattr", "+C", noCopyOnWrite.toString()).ok();
            Files.write(noCopyOnWrite, new Noise(9).bytes("", 5_000_000));
            fill(10_000_000);

            export(disk.folder().resolve("written"), "film.zip", false);
            long bytes = export(disk.folder().resolve("shared"), "film.zip", true);

            assertThat(bytes).isBetween(5_000_000L, 15_000_000L);
            OutFolder.of(disk.folder().resolve("written"))
                    .assertSameAs(disk.folder().resolve("shared"), "one file cannot be shared");
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"XFS", "BTRFS"})
    void archiveOnAnotherDisk_isWritten(MountedDisk.Type type) throws IOException {
        try (MountedDisk mounted = mount(type)) {
            fill(1_000_000);
            export(disk.folder().resolve("shared"), "film.zip", true);
            Path elsewhere = temp.resolve("elsewhere");
            export(elsewhere, "film.zip", true);
            OutFolder.of(elsewhere).assertSameAs(disk.folder().resolve("shared"), "written to another disk");
            Path moved = temp.resolve("film");
            Exec.in(temp).run("cp", "-a", project.toString(), moved.toString()).ok();
            project = moved;
            export(disk.folder().resolve("again"), "film.zip", true);
            OutFolder.of(elsewhere).assertSameAs(disk.folder().resolve("again"), "read from another disk");
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"XFS", "BTRFS"})
    void copyOfAFile_onItsDisk_takesNoSpace(MountedDisk.Type type) throws IOException {
        try (MountedDisk mounted = mount(type)) {
            Path file = Files.write(mounted.folder().resolve("a"), new Noise(1).bytes("", 20_000_001));
            long before = used();
            Path copy = mounted.folder().resolve("b");
            Files.createFile(copy);
            assertThat(FileCopy.share(file, copy, new CancellationToken())).isPresent();
            assertThat(used() - before).isLessThan(2_000_000);
            assertThat(copy).hasSameBinaryContentAs(file);
        }
    }

    /** Before each of these steps: a write, the sharing of a file, a patch, a sync, a cut. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"XFS, zip", "XFS, tar", "BTRFS, zip", "BTRFS, tar"})
    void resume_afterKillsBeforeAnyStep_withAndWithoutSharing_givesTheSameBytes(MountedDisk.Type type, String format)
            throws IOException {
        try (MountedDisk mounted = mount(type)) {
            fill(2_000_000);
            Path reference = disk.folder().resolve("written");
            export(reference, "film." + format, false);
            Random random = new Random(SEED * 31 + format.hashCode() + type.ordinal());
            for (int kills = 0; kills < KILLS / 4; ) {
                kills += killAndResume(reference, format, random);
            }
        }
    }

    /** Returns how often it was killed. */
    private int killAndResume(Path reference, String format, Random random) throws IOException {
        Path out = Files.createDirectory(disk.folder().resolve("out"));
        Path target = out.resolve("film." + format);
        List<String> story = new ArrayList<>(List.of("seed " + SEED));
        int exit = SIGKILLED;
        int kills = 0;
        for (; exit == SIGKILLED && kills < 4; kills++) {
            boolean sharing = random.nextInt(4) > 0;
            int step = 1 + random.nextInt(kills == 0 ? 60 : 30);
            boolean begun = Files.exists(out.resolve(".film." + format + ".export/request"));
            story.add("sharing: " + sharing + ", killed before step " + step);
            List<String> what = begun ? List.of() : List.of(project.toString(), format);
            exit = Exec.in(out)
                    .within(Duration.ofMinutes(2))
                    .run(StepKilledExport.command(sharing, step, target, what))
                    .exitCode();
        }
        if (exit == SIGKILLED && Files.exists(out.resolve(".film." + format + ".export/request"))) {
            boolean sharing = random.nextBoolean();
            story.add("resumed, sharing: " + sharing);
            program(sharing).run("resume", target.toString()).ok();
        } else if (exit == SIGKILLED) {
            program(true).export(project, target).ok();
        } else {
            assertThat(exit).as(story.toString()).isZero();
        }
        OutFolder.of(reference).assertSameAs(out, story.toString());
        Exec.in(disk.folder()).run("rm", "-rf", out.toString()).ok();
        return kills;
    }
}
