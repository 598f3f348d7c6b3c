package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.cli.Main;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Messages;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Exports to a small file system, in its own mount namespace. */
class NoSpaceTest {
    private static final String EXPORT = "\"$@\" export film -o small/film.zip --memory-mb 1 ";

    @TempDir
    Path temp;

    @BeforeEach
    void makeRoomForAMount() throws IOException {
        Files.createDirectories(temp.resolve("small"));
        Assumptions.assumeTrue(
                inFileSystem("size=1m", "true").exitCode() == 0, "this machine permits no mount of its own");
    }

    @Test
    void aTargetWithoutSpace_isRefusedBeforeTheFirstByte_andNothingIsLeft() throws IOException {
        project("shot.mp4", 3 << 20);

        ToolRun run = inFileSystem("size=1m", EXPORT + "; code=$?; echo LEFT: $(ls -A small); exit $code");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.text()).isEqualTo("LEFT:\n");
        assertThat(Messages.of(run)).contains("space").doesNotContain("Exception");
    }

    /** The compressed size is not known in advance: the disk fills up while the archive is written. */
    @Test
    void diskThatFillsUpWhileWriting_stopsTheExport_whichResumesOnceThereIsSpace() throws IOException {
        project("dust.bin", 6 << 20);

        assertResumes("size=3m", "size=20m", "");
    }

    @Test
    void aFileSystemOutOfInodes_stopsTheExport_whichResumesOnceThereAreSome() throws IOException {
        project("dust.bin", 6 << 20);

        assertResumes("nr_inodes=16", "nr_inodes=200", "--split-size-mb 1 ");
    }

    private void assertResumes(String first, String then, String more) throws IOException {
        Files.createDirectories(temp.resolve("whole"));
        Files.createDirectories(temp.resolve("after"));
        inFileSystem("size=30m", EXPORT + more + "&& cp -R small/. whole").ok();

        ToolRun run = inFileSystem(
                first,
                EXPORT + more + "; echo STOPPED: $?; echo LEFT: $(ls -A small); mount -o remount," + then
                        + " small; \"$@\" resume small/film.zip --memory-mb 1; echo RESUMED: $?; cp -R small/. after");

        assertThat(run.text()).contains("STOPPED: 75\n", "LEFT: .film.zip.export\n", "RESUMED: 0\n");
        assertThat(run.errors())
                .contains("no space is left", "resume the export: project-export resume small/film.zip")
                .doesNotContain("Exception");
        OutFolder.of(temp.resolve("whole")).assertSameAs(temp.resolve("after"), run.toString());
    }

    private void project(String name, int bytes) throws IOException {
        Files.write(Files.createDirectories(temp.resolve("film")).resolve(name), new Noise(1).bytes(bytes));
    }

    /** In the script {@code "$@"} is the command line, as arguments, so that its paths may contain spaces. */
    private ToolRun inFileSystem(String options, String script) throws IOException {
        String mount = "mount -t tmpfs -o " + options + " none small && { " + script + "; }";
        List<String> line =
                new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mount, "in-small"));
        line.addAll(CommandLine.javaCommand());
        line.add(Main.class.getName());
        return Exec.in(temp).with("SOURCE_DATE_EPOCH", "1700000000").run(line);
    }
}
