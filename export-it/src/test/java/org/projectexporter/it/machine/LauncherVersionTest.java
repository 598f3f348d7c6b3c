package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.testkit.fixtures.Exec;

/** What the launcher answers itself. */
class LauncherVersionTest {
    @TempDir
    private Path temp;

    @Test
    void version_isThatOfTheJar_andJavaIsNotStarted() throws IOException {
        Path launcher = LauncherFolder.make(temp.resolve("checkout"));
        Files.createFile(launcher.resolveSibling("target/launcher/lib-test/export-cli-1.2.3-SNAPSHOT.jar"));
        Path java = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho started \"$@\"\nexit 3\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

        Exec exec = Exec.in(temp).with("JAVA_HOME", temp.resolve("jdk").toString());
        assertThat(exec.run(launcher.toString(), "--version").ok().text()).isEqualTo("project-export 1.2.3-SNAPSHOT\n");
        assertThat(exec.run(launcher.toString(), "--help").exited(3).text()).contains("started");
    }
}
