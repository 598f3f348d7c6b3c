package org.projectexporter.it.imports;

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
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * A folder of another machine, mounted with sshfs: setting a link's time sets that of the file behind it, and times
 * have whole seconds.
 */
@Tag("import")
class FollowedLinksTest {
    private static final Path SERVER = Path.of("/usr/lib/openssh/sftp-server");
    private static final FileTime BEFORE = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    @TempDir
    Path temp;

    private Path mounted;
    private boolean isMounted;
    private GitFixture film;

    @BeforeEach
    void mount() throws IOException {
        Tools.require("sshfs", "fusermount");
        Tools.requireThat(Files.isExecutable(SERVER), SERVER + " (openssh-sftp-server)");
        Files.createDirectories(temp.resolve("remote"));
        mounted = Files.createDirectories(temp.resolve("mounted"));
        Path ssh = temp.resolve("ssh"); // without a network
        Files.writeString(ssh, "#!/bin/sh\nexec " + SERVER + "\n");
        Exec.in(temp).run("chmod", "+x", ssh.toString()).ok();
        ToolRun mount = Exec.in(temp)
                .run("sshfs", "-o", "ssh_command=" + ssh, "host:" + temp.resolve("remote"), mounted.toString());
        isMounted = mount.exitCode() == 0;
        Tools.requireRight(isMounted, "a mount of sshfs: " + mount.errors());
        film = GitFixture.init(temp.resolve("film")).file("cut.txt", "one\n").commit("one");
    }

    @AfterEach
    void unmount() throws IOException {
        if (isMounted) {
            Exec.in(temp).run("fusermount", "-uz", mounted.toString()).ok();
        }
    }

    @Test
    void import_changesNoFileBehindALink() throws IOException {
        Path outside = Files.createFile(temp.resolve("outside"));
        Files.setLastModifiedTime(outside, BEFORE);
        Files.setLastModifiedTime(film.folder().resolve("cut.txt"), BEFORE);
        Files.createSymbolicLink(film.folder().resolve("out"), outside);
        Files.createSymbolicLink(film.folder().resolve("in"), Path.of("cut.txt"));
        Path archive = Exported.to(temp.resolve("out"), "tar", film.folder()).archive();

        ToolRun run = CommandLine.in(mounted)
                .run("import", archive.toString(), "back")
                .exited(0);

        assertThat(run.text()).contains("links have the time of the import", "(2)");
        assertThat(Files.getLastModifiedTime(outside)).isEqualTo(BEFORE);
        assertThat(Files.getLastModifiedTime(temp.resolve("remote/back/cut.txt")))
                .isEqualTo(BEFORE);
        assertThat(temp.resolve("remote/back/in")).isSymbolicLink();
    }

    /** The time of the export has a fraction that the target's file system does not keep. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void export_toAFileSystemWithRoundedTimes_passesItsOwnVerification(String format) throws IOException {
        Path archive = mounted.resolve("film." + format);

        CommandLine.in(temp).run("export", "film", "-o", archive.toString()).exited(0);

        CommandLine.in(temp).run("verify", archive.toString()).exited(0);
    }
}
