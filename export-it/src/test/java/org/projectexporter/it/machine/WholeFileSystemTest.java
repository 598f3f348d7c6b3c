package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.cli.ExitCode;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** An import onto btrfs syncs the file system instead of each file; what cannot be synced is not given its name. */
@SuppressWarnings("try") // a disk is unmounted at the end, whoever uses it
class WholeFileSystemTest {
    private static final int FILES = 300;
    private static final int FEW = 40;

    @TempDir
    Path temp;

    private Path project;
    private Path archive;

    @BeforeEach
    void createArchive() throws IOException {
        Tools.require("strace");
        temp = temp.toRealPath();
        project = Files.createDirectories(temp.resolve("film/notes")).getParent();
        for (int i = 0; i < FILES; i++) {
            Files.writeString(project.resolve("notes/" + i + ".txt"), "Scene " + i + "\n");
        }
        Files.write(project.resolve("take.mov"), new byte[3_000_000]);
        archive = temp.resolve("film.zip");
        CommandLine.in(temp).export(project, archive).ok();
    }

    private ToolRun importTo(Path folder, String... strace) throws IOException {
        List<String> traced = new ArrayList<>(List.of("strace", "-f", "-qq", "--seccomp-bpf", "-o", log().toString()));
        traced.addAll(List.of(strace));
        return CommandLine.in(temp)
                .startedBy(traced.toArray(String[]::new))
                .run("import", archive.toString(), folder.resolve("film").toString());
    }

    private Path log() {
        return temp.resolve("calls.log");
    }

    private long calls(String name) throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(name + "(")).count();
        }
    }

    @Test
    void importOntoBtrfs_syncsTheFileSystem() throws IOException {
        try (MountedDisk disk =
                MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), MountedDisk.Type.BTRFS)) {
            importTo(disk.folder(), "-e", "trace=fsync,fdatasync,syncfs").ok();

            assertThat(calls("syncfs")).isBetween(1L, 10L);
            assertThat(calls("fsync") + calls("fdatasync")).isLessThan(FEW);
            assertThat(TreeDiff.between(project, disk.folder().resolve("film"))
                            .precision(TreeDiff.Precision.HUNDRED_NS)
                            .differences())
                    .isEmpty();
        }
    }

    @Test
    void importElsewhere_syncsEachFile() throws IOException {
        try (MountedDisk disk = MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), MountedDisk.Type.XFS)) {
            importTo(disk.folder(), "-e", "trace=fsync,fdatasync,syncfs").ok();

            assertThat(calls("syncfs")).isZero();
            assertThat(calls("fsync") + calls("fdatasync")).isGreaterThan(FILES);
        }
    }

    @Test
    void importWhoseFileSystemCannotBeSynced_leavesNothing() throws IOException {
        try (MountedDisk disk =
                MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), MountedDisk.Type.BTRFS)) {
            ToolRun run = importTo(disk.folder(), "-e", "trace=syncfs", "-e", "inject=syncfs:error=ENOSPC:when=2");

            run.exited(ExitCode.FAILED);
            assertThat(run.errors()).contains("No space left on device");
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }
}
