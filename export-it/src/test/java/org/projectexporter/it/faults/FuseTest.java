package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Exports to, and imports into, a file system in user space: there a file that is removed while it is open remains,
 * under a name that begins with {@code .fuse_hidden}, until it is closed (libfuse, {@code hard_remove}), and keeps its
 * folder from being removed.
 */
@Tag("long")
class FuseTest {
    @TempDir
    Path temp;

    private Path project;
    private Path mounted;
    private boolean isMounted;

    @BeforeEach
    void mount() throws IOException {
        Tools.require("bindfs", "fusermount");
        temp = temp.toRealPath();
        project = CrashProject.make(temp.resolve("film"), 200_000);
        Files.createDirectory(temp.resolve("below"));
        mounted = Files.createDirectory(temp.resolve("mounted"));
        ToolRun mount = Exec.in(temp).run("bindfs", "below", "mounted");
        isMounted = mount.exitCode() == 0;
        Tools.requireRight(isMounted, "a mount of bindfs: " + mount.errors());
    }

    @AfterEach
    void unmount() throws IOException {
        if (isMounted) {
            Exec.in(temp).run("fusermount", "-u", mounted.toString()).ok();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    void anExportAndAnImport_leaveNothingOfTheirOwn(String format) throws IOException {
        Path archive = mounted.resolve("film." + format);

        CommandLine.in(temp).export(project, archive).ok();

        assertThat(OutFolder.of(mounted).sha256())
                .containsOnlyKeys("film." + format, "film." + format + ".sha256", "film." + format + ".manifest.json");
        CommandLine.in(temp)
                .run("import", archive.toString(), mounted.resolve("back").toString())
                .ok();
        assertThat(OutFolder.of(mounted).sha256())
                .containsOnlyKeys(
                        "back",
                        "back.import",
                        "film." + format,
                        "film." + format + ".sha256",
                        "film." + format + ".manifest.json");
    }

    @Test
    void anExportThatFails_andOneThatIsDiscarded_leaveNothing() throws IOException {
        CommandLine.in(temp)
                .export(temp.resolve("nowhere"), mounted.resolve("film.zip"))
                .exited(1);
        assertThat(OutFolder.of(mounted).sha256()).isEmpty();
        assertThat(CommandLine.in(temp)
                        .run("discard", mounted.resolve("film.zip").toString())
                        .ok()
                        .text())
                .contains("no interrupted export");
    }
}
