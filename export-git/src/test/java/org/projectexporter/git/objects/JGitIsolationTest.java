package org.projectexporter.git.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.snapshot.PlanInOwnProcess;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** JGit leaves no trace, neither in the project nor in an application that uses JGit too. */
final class JGitIsolationTest {
    @TempDir
    Path temp;

    /** In a separate JVM, since JGit probes a file system once per JVM. */
    @Test
    void plan_inAJvmInWhichJGitHasNeverRun_touchesNeitherProjectNorHome_andStartsNoGit() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .gc();
        film.stash("a.txt", "stashed\n");
        Path home = Files.createDirectory(temp.resolve("home"));
        Path started = home.resolve("started");
        Path programs = Files.createDirectory(temp.resolve("programs"));
        Files.writeString(programs.resolve("git"), "#!/bin/sh\n/usr/bin/touch " + started + "\n");
        Files.setAttribute(programs.resolve("git"), "unix:mode", 0755);
        TreeSnapshot before = TreeSnapshot.of(temp);

        ToolRun run = Exec.in(temp)
                .without("GIT_CONFIG_NOSYSTEM")
                .without("GIT_CONFIG_GLOBAL")
                .with("HOME", home.toString())
                .with("XDG_CONFIG_HOME", home.resolve("xdg").toString())
                .with("PATH", programs.toString())
                .run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlanInOwnProcess.class.getName(),
                        film.folder().toString())
                .ok();

        assertThat(run.text()).isEqualTo("commits 3, blobs 2, configurations opened 0, reader kept true\n");
        assertThat(TreeDiff.between(before, TreeSnapshot.of(temp))
                        .withChangeTimes()
                        .differences())
                .isEmpty();
    }
}
