package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.StartedProgram;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** An export, watched by strace: what it opens, changes and starts. A tar.zst also uses a native library. */
@ParameterizedClass
@ValueSource(strings = {"tar.gz", "tar.zst"})
class NothingElseIsTouchedTest {
    @TempDir
    static Path temp;

    @Parameter
    private String format;

    private static Path project;
    private static Path out;
    private static Path home;
    private static Path libraries;
    private static List<SystemCalls.Call> export;
    private static Set<String> openedByAnyJvm;

    @BeforeParameterizedClassInvocation
    static void watchAnExport(String format) throws IOException {
        Tools.require("git", "git-lfs", "strace");
        Path folder = temp.resolve(format);
        GitFixture film = FilmProject.make(Files.createDirectories(folder).resolve("film"), true);
        film.git("config", "core.fsmonitor", "touch " + temp.resolve("fsmonitor-has-run"));
        project = film.folder();
        out = Files.createDirectories(folder.resolve("out"));
        home = Files.createDirectories(folder.resolve("home"));
        libraries = NativeLibraryTest.unpackTo(folder.resolve("libraries"));
        Files.writeString(home.resolve(".gitconfig"), "[user]\n\tname = Somebody\n");
        openedByAnyJvm = watch("hello", line -> line.runClass(HelloWorld.class)).stream()
                .filter(SystemCalls.Call::opens)
                .map(SystemCalls.Call::file)
                .collect(Collectors.toSet());
        export = watch("export", line -> line.export(project, out.resolve("film." + format), "--threads", "2"));
    }

    private interface Run {
        ToolRun on(CommandLine line) throws IOException;
    }

    private static List<SystemCalls.Call> watch(String name, Run run) throws IOException {
        Path log = temp.resolve(name + ".strace");
        CommandLine asAUser = CommandLine.in(temp)
                .with("HOME", home.toString())
                .withJvm("-Djava.library.path=" + libraries)
                .without("GIT_CONFIG_NOSYSTEM")
                .without("GIT_CONFIG_GLOBAL");
        run.on(asAUser.startedBy(SystemCalls.strace(log))).ok();
        return SystemCalls.read(log).calls();
    }

    private static boolean belongsToTheJvm(SystemCalls.Call call) {
        String file = call.file();
        return openedByAnyJvm.contains(file)
                || javaFolders().stream().anyMatch(call::isBelow)
                || Stream.of(
                                "/proc/",
                                "/sys/fs/cgroup/",
                                "/sys/devices/system/cpu",
                                "/lib/",
                                "/usr/lib/",
                                "/usr/share/locale/")
                        .anyMatch(file::startsWith)
                || Set.of("/dev/random", "/dev/urandom", "/dev/null", "/dev/tty")
                        .contains(file);
    }

    private static List<Path> javaFolders() {
        return List.of(Path.of(System.getProperty("java.home")), libraries, StartedProgram.folder());
    }

    @Test
    void export_opensNothingOutsideTheProjectTheTargetAndTheJvm() {
        assertThat(export)
                .filteredOn(SystemCalls.Call::opens)
                .filteredOn(call -> !call.isBelow(project) && !call.isBelow(out) && !belongsToTheJvm(call))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(export).anyMatch(call -> call.opens() && call.isBelow(project.resolve(".git/objects")));
    }

    @Test
    void export_opensNoLinkAndNoFifo() {
        assertThat(export)
                .filteredOn(SystemCalls.Call::opens)
                .extracting(SystemCalls.Call::file)
                .isNotEmpty()
                .noneMatch(
                        file -> file.startsWith(project.resolve("05_Odd/link-").toString()))
                .noneMatch(file -> file.equals(project.resolve("05_Odd/fifo").toString()));
    }

    @Test
    void export_changesNothingButInTheTargetsFolder() {
        assertThat(export)
                .filteredOn(SystemCalls.Call::changes)
                .filteredOn(call -> !call.isBelow(out) && !openedByAnyJvm.contains(call.file()))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(export).anyMatch(call -> call.changes() && call.isBelow(out));
    }

    @Test
    void export_startsNoOtherProgram() {
        assertThat(export)
                .filteredOn(SystemCalls.Call::starts)
                .extracting(SystemCalls.Call::file)
                .containsExactly(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(temp.resolve("fsmonitor-has-run")).doesNotExist();
    }

    @Test
    void export_leavesOnlyTheArchiveAndItsTwoCompanions() throws IOException {
        String archive = "film." + format;
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(archive, archive + ".sha256", archive + ".manifest.json");
        }
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve(".gitconfig"));
        }
    }
}
