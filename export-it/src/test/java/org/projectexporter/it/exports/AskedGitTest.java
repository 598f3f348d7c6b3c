package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * A project for which Git itself is run: a partial clone with SHA-256 ids. Nothing from its configuration, the user's
 * or the environment is run, nothing is fetched, and nothing in the project changes.
 */
class AskedGitTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path tracks;
    private Path home;
    private Path work;

    @BeforeEach
    void makeProject() throws IOException {
        tracks = Files.createDirectories(temp.resolve("tracks"));
        home = Files.createDirectories(temp.resolve("home"));
        work = Files.createDirectories(temp.resolve("work"));
        GitFixture origin = GitFixture.init(temp.resolve("origin"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First")
                .file("a.txt", "a\na\n")
                .commit("Second");
        origin.git("config", "uploadpack.allowFilter", "true");
        Exec.in(temp).git("clone", "-q", "--no-local", "--filter=blob:none", "file://" + origin.folder(), "film");
        film = GitFixture.at(temp.resolve("film"));
    }

    /** A command that leaves a trace if it ever runs. */
    private String track(String name) {
        return "touch " + tracks.resolve(name) + ";";
    }

    private void bait(Path config, String who) throws IOException {
        Path hooks = Files.createDirectories(temp.resolve("hooks-" + who));
        for (String hook :
                List.of("post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman")) {
            Path file = Files.writeString(hooks.resolve(hook), "#!/bin/sh\n" + track("hook-" + who));
            Files.setAttribute(file, "unix:mode", 0755);
        }
        for (String setting : List.of(
                "core.fsmonitor=" + track("fsmonitor-" + who),
                "core.sshCommand=" + track("ssh-" + who),
                "core.pager=" + track("pager-" + who),
                "core.hooksPath=" + hooks,
                "core.alternateRefsCommand=" + track("alternates-" + who),
                "remote.origin.uploadpack=" + track("upload-" + who) + " git-upload-pack",
                "filter.x.process=" + track("filter-" + who),
                "filter.x.smudge=" + track("smudge-" + who),
                "alias.rev-list=!" + track("alias-" + who),
                "credential.helper=!" + track("credential-" + who),
                "trace2.normalTarget=" + tracks.resolve("trace-" + who))) {
            int equals = setting.indexOf('=');
            Exec.in(temp)
                    .git(
                            "config",
                            "-f",
                            config.toString(),
                            setting.substring(0, equals),
                            setting.substring(equals + 1));
        }
    }

    private CommandLine asAUser() {
        return CommandLine.in(temp)
                .with("HOME", home.toString())
                .with("GIT_TRACE", tracks.resolve("GIT_TRACE").toString())
                .with("GIT_EXEC_PATH", tracks.toString())
                .with("GIT_SSH_COMMAND", track("GIT_SSH_COMMAND"))
                .with("GIT_CONFIG_COUNT", "1")
                .with("GIT_CONFIG_KEY_0", "core.fsmonitor")
                .with("GIT_CONFIG_VALUE_0", track("GIT_CONFIG"))
                .with("GIT_DIR", tracks.toString())
                .without("GIT_CONFIG_NOSYSTEM")
                .without("GIT_CONFIG_GLOBAL")
                .withJvm("-Djava.io.tmpdir=" + work);
    }

    private Path target() throws IOException {
        return Files.createDirectories(temp.resolve("out")).resolve("film.tar");
    }

    private JsonNode manifest() throws IOException {
        return new Exported(target(), "tar", null).manifest();
    }

    @Test
    void export_runsOnlyGit_andNothingFromAnyConfiguration() throws IOException {
        Tools.require("strace");
        long commits = Long.parseLong(film.git("rev-list", "--count", "--all", "--reflog", "HEAD"));
        bait(home.resolve(".gitconfig"), "user");
        bait(film.folder().resolve(".git/config"), "project");
        TreeSnapshot before = TreeSnapshot.of(film.folder());
        Path log = temp.resolve("strace.log");

        asAUser()
                .startedBy(SystemCalls.strace(log))
                .export(film.folder(), target())
                .ok();

        assertThat(manifest().at("/statistics/git_commits").asLong()).isEqualTo(commits);
        assertThat(tracks).isEmptyDirectory();
        assertThat(work).isEmptyDirectory();
        assertThat(TreeDiff.between(before, TreeSnapshot.of(film.folder()))
                        .withChangeTimes()
                        .differences())
                .isEmpty();
        List<SystemCalls.Call> calls = SystemCalls.read(log).calls();
        assertThat(calls)
                .filteredOn(SystemCalls.Call::starts)
                .extracting(SystemCalls.Call::line)
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.contains("/bin/java\"")
                        || line.contains("jspawnhelper")
                        || (line.contains("/git\"")
                                && Stream.of("\"rev-list\"", "\"cat-file\"", "\"--version\"")
                                        .anyMatch(line::contains)));
        assertThat(calls)
                .filteredOn(call -> call.changes() && call.isBelow(film.folder()))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(calls)
                .filteredOn(call -> call.opens() && call.isBelow(home))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
    }

    /** The same settings do take effect when Git is run in the project itself. */
    @Test
    void bait_isTaken_whereItIsTrusted() throws IOException {
        bait(film.folder().resolve(".git/config"), "project");

        Exec.in(film.folder()).run("git", "status");
        Exec.in(film.folder()).run("git", "show", "HEAD~1:a.txt");

        assertThat(tracks.resolve("fsmonitor-project")).exists();
        assertThat(tracks.resolve("upload-project")).exists();
    }

    @Test
    void archive_isIntact_andListsWhatIsMissing() throws IOException {
        asAUser().export(film.folder(), target()).ok();

        CommandLine.in(temp).run("verify", target().toString()).exited(0);
        Path folder = Unpacker.GNU_TAR
                .unpack(target(), "tar", temp.resolve("unpacked"))
                .resolve("film");
        Exec.in(folder).git("fsck", "--full");
        assertThat(Exec.in(folder).git("config", "remote.origin.promisor").text())
                .isEqualTo("true\n");
        assertThat(Exec.in(folder).git("show", "HEAD~1:a.txt").text()).isEqualTo("a\n");
        assertThat(manifest().get("notes").toString())
                .contains("a partial clone: objects that its remote has promised")
                .contains("could not search for all Git LFS objects that it needs: it is a partial clone");
    }

    /** A Git only in the project or the current folder; one that is too old; one that fails. */
    @ParameterizedTest
    @ValueSource(strings = {"there is no git on the PATH", "git 2.25 is too old", "git ended with exit code 3"})
    void export_withoutAUsableGit_succeeds_andReportsWhatIsUnknown(String why) throws IOException {
        Path ownBin = Files.createDirectories(film.folder().resolve("bin"));
        putGit(ownBin, track("project"));
        putGit(Files.createDirectories(temp.resolve("bin")), track("relative"));
        Path bin = Files.createDirectories(temp.resolve("usr/bin"));
        if (why.contains("2.25")) {
            putGit(bin, "echo git version 2.25.1");
        } else if (why.contains("exit code")) {
            putGit(bin, "case \"$*\" in *--version*) echo git version 2.39.5;; *) exit 3;; esac");
        }

        ToolRun run = asAUser()
                .with("PATH", "bin:.:" + ownBin + ":" + bin)
                .export(film.folder(), target())
                .ok();

        assertThat(manifest().at("/statistics/git_commits").isNull()).isTrue();
        assertThat(manifest().get("notes").toString())
                .contains("the number of commits is not known: git is needed for this, but " + why)
                .contains("could not search for all Git LFS objects that it needs: git is needed for this, but " + why);
        assertThat(run.text() + run.errors()).contains(why);
        assertThat(tracks).isEmptyDirectory();
        assertThat(work).isEmptyDirectory();
        Path unpacked = Unpacker.GNU_TAR.unpack(target(), "tar", temp.resolve("unpacked"));
        Exec.in(unpacked.resolve("film")).git("fsck", "--full");
    }

    private static void putGit(Path folder, String script) throws IOException {
        Path program = Files.writeString(folder.resolve("git"), "#!/bin/sh\n" + script + "\n");
        Files.setAttribute(program, "unix:mode", 0755);
    }
}
