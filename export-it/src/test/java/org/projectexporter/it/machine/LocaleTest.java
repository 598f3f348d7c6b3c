package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.SampleNames;
import org.projectexporter.testkit.fixtures.AwkwardFiles;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * The same archive in every locale and Java version, with and without the launcher, for names that the locale cannot
 * represent.
 */
class LocaleTest {
    private static final String EPOCH = "SOURCE_DATE_EPOCH=1736935200";
    /** The folder to work in, the project and the archive have names that are not ASCII. */
    private static final String HERE = "büro";

    private static final String PROJECT = "Größe é";
    private static final RawPath LATIN1 = RawPath.of(new byte[] {'l', 'a', 't', 'i', 'n', '-', (byte) 0xe9});

    @TempDir
    static Path temp;

    private static Path here;
    private static Map<String, String> expected;
    private static Path launcher;

    @BeforeAll
    static void exportInUtf8() throws IOException {
        Tools.require("git", "env");
        here = Files.createDirectory(temp.resolve(HERE));
        makeProject(here.resolve(PROJECT));
        launcher = LauncherFolder.make(temp.resolve("checkout"));
        expected = export(List.of("env", "LC_ALL=C.UTF-8"), java(Jdks.running()));
        assertThat(expected).containsKey("é.zip");
    }

    private static void makeProject(Path folder) throws IOException {
        GitFixture git = GitFixture.init(folder);
        AwkwardFiles.addTracked(folder);
        for (RawPath name : SampleNames.awkward()) {
            Files.createDirectories(NativeNames.resolve(folder, name));
        }
        git.commit("Odd files").branch("Größe");
        AwkwardFiles.addUntracked(folder);
        AwkwardFiles.setTimes(folder);
    }

    private static List<String> java(Path home) {
        List<String> command = new ArrayList<>(CommandLine.javaCommand(home));
        command.add("org.projectexporter.cli.Main");
        return command;
    }

    /** Exports with names as a user gives them, relative to the current folder. */
    private static Map<String, String> export(List<String> environment, List<String> program) throws IOException {
        Path out = here.resolve("out é");
        OutFolder.clear(out);
        List<String> command = new ArrayList<>(environment);
        command.add(EPOCH);
        command.addAll(program);
        command.addAll(List.of("export", PROJECT, "-o", "out é/é.zip", "--compression-level", "0"));
        command.addAll(List.of("--exclude", "Großes*", "--progress", "none"));
        ToolRun run = exec().run(command).ok();
        assertThat(run.text()).contains("é.zip").contains("sha256sum -c 'é.zip.sha256'");
        return sums(out);
    }

    private static Exec exec() {
        return Exec.in(here).without("LC_ALL").within(Duration.ofMinutes(2));
    }

    private static Map<String, String> sums(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sums.put(NativeNames.bytesOf(file.getFileName()).toString(), TreeSnapshot.sha256(file));
            }
        }
        return sums;
    }

    private static Path jdk(int version) throws IOException {
        Path home = Jdks.find(version).orElse(null);
        Tools.requireThat(home != null, "a JDK " + version + " in addition to " + Jdks.running());
        return home;
    }

    @ParameterizedTest
    @CsvSource({
        "17, env LC_ALL=C", "17, env LANG=C", "17, env", "17, env -i",
        "25, env LC_ALL=C.UTF-8", "25, env LC_ALL=C", "25, env", "25, env -i"
    })
    void export_withoutTheLauncher_makesTheSameArchive(int version, String environment) throws IOException {
        assertThat(export(List.of(environment.split(" ", -1)), java(jdk(version))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env LC_ALL=C", "env -i"})
    void export_throughTheLauncher_makesTheSameArchive(String environment) throws IOException {
        List<String> withJava = new ArrayList<>(List.of(environment.split(" ", -1)));
        withJava.add("JAVA_HOME=" + Jdks.running());
        assertThat(export(withJava, List.of(launcher.toString()))).isEqualTo(expected);
    }

    @Test
    void library_inAnApplication_makesTheSameArchives_alsoOfAProjectWhoseNameIsNotUtf8() throws IOException {
        Path in = Files.createDirectories(temp.resolve("application/in"));
        makeProject(in.resolve("plain"));
        Files.move(in.resolve("plain"), NativeNames.resolve(in, LATIN1)); // Java starts no program in such a folder
        makeProject(in.resolve("日本"));

        Map<String, String> inUtf8 = embedded("LC_ALL=C.UTF-8", Jdks.running());

        assertThat(inUtf8).hasSize(6).containsKey("日本.tar");
        assertThat(embedded("LC_ALL=C", Jdks.running())).isEqualTo(inUtf8);
        assertThat(embedded("LC_ALL=C", jdk(25))).isEqualTo(inUtf8);
    }

    private static Map<String, String> embedded(String environment, Path home) throws IOException {
        Path embeddings = temp.resolve("application");
        Path out = embeddings.resolve("out");
        OutFolder.clear(out);
        List<String> command = new ArrayList<>(List.of("env", environment));
        command.addAll(CommandLine.javaCommand(home));
        command.add("org.projectexporter.it.machine.EmbeddingApplication");
        // Java itself cannot handle a current folder that the locale cannot represent, so this one is ASCII.
        ToolRun run = Exec.in(embeddings).without("LC_ALL").run(command).ok();
        assertThat(run.lines()).hasSize(2).allMatch(line -> line.endsWith("files, verified"));
        return sums(out);
    }
}
