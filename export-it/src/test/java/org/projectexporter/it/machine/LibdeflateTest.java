package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Jdks;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The engine "libdeflate" on this machine: where its library is loaded from, what it writes, and when it is refused. */
class LibdeflateTest {
    private static final int LARGE_BYTES = 3_500_000;

    @TempDir
    private Path temp;

    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(temp.resolve("film"));
        Noise noise = new Noise(1);
        for (int i = 1; i <= 60; i++) {
            Files.writeString(project.resolve("scene" + i + ".txt"), noise.text(i * 40));
        }
        byte[] large = Arrays.copyOf(noise.text(LARGE_BYTES).getBytes(StandardCharsets.US_ASCII), LARGE_BYTES);
        System.arraycopy(noise.bytes(1_000_000), 0, large, 1_200_000, 1_000_000);
        Files.write(project.resolve("edit.xml"), large);
    }

    private CommandLine commandLine() {
        return CommandLine.in(temp).with("SOURCE_DATE_EPOCH", Long.toString(Exec.EPOCH_SECONDS));
    }

    private ToolRun export(String format, List<String> jvmOptions, String... more) throws IOException {
        String[] arguments = Stream.concat(Stream.of("--deflate", "libdeflate", "--progress", "none"), Stream.of(more))
                .toArray(String[]::new);
        return commandLine()
                .withJvm(jvmOptions.toArray(String[]::new))
                .export(project, temp.resolve("film." + format), arguments);
    }

    private byte[] take(String format) throws IOException {
        Path archive = temp.resolve("film." + format);
        byte[] bytes = Files.readAllBytes(archive);
        try (Stream<Path> files = Files.list(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    void archive_isTheSame_onEachJdkAndWithAnyThreads_andOthersReadIt(String format) throws IOException {
        Tools.require("unzip", "7z", "bsdtar", "python3", "gzip");
        Optional<Path> newer = Jdks.find(25);
        Tools.requireThat(newer.isPresent(), "a JDK 25");

        export(format, List.of(), "--threads", "1", "--verify").ok();
        readByOthers(format);
        byte[] archive = take(format);
        export(format, List.of(), "--threads", "5", "--memory-mb", "1", "--verify")
                .ok();
        assertThat(take(format)).isEqualTo(archive);

        List<String> command = CommandLine.javaCommand(newer.orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "org.projectexporter.cli.Main", "export", "film"));
        command.addAll(List.of("-o", "film." + format, "--deflate", "libdeflate", "--progress", "none", "--verify"));
        ToolRun run = Exec.in(temp)
                .with("SOURCE_DATE_EPOCH", Long.toString(Exec.EPOCH_SECONDS))
                .run(command)
                .ok();
        assertThat(run.errors()).doesNotContain("WARNING");
        assertThat(take(format)).isEqualTo(archive);
    }

    private void readByOthers(String format) throws IOException {
        Exec exec = Exec.in(temp);
        if (format.equals("zip")) {
            exec.run("unzip", "-tq", "film.zip").ok();
            exec.run("python3", "-c", "import zipfile; assert zipfile.ZipFile('film.zip').testzip() is None")
                    .ok();
        } else {
            exec.run("gzip", "-t", "film.tar.gz").ok();
            exec.run("python3", "-c", "import gzip; gzip.open('film.tar.gz').read()")
                    .ok();
        }
        exec.run("7z", "t", "film." + format).ok();
        Path unpacked = Files.createDirectory(temp.resolve("unpacked"));
        exec.run("bsdtar", "-xf", "film." + format, "-C", "unpacked").ok();
        exec.run("diff", "-r", "film", unpacked.resolve("film").toString()).ok();
    }

    @Test
    void manifest_namesTheEngineAndItsVersion_ifTheFormatUsesIt() throws IOException {
        export("zip", List.of()).ok();
        assertThat(Files.readString(temp.resolve("film.zip.manifest.json")))
                .containsPattern(
                        "\"deflate_engine\" : \\{\\s+\"name\" : \"libdeflate\",\\s+\"version\" : \"aircompressor-");
        export("tar", List.of()).ok();
        assertThat(Files.readString(temp.resolve("film.tar.manifest.json"))).doesNotContain("deflate_engine");
    }

    @Test
    void libraries_areUnpackedForThisUserOnly_andGoneAtTheEnd() throws IOException {
        Path temporary = Files.createDirectory(temp.resolve("tmp"));
        Tools.require("strace");
        ToolRun run = commandLine()
                .startedBy("strace", "-f", "-qq", "-o", temp.resolve("calls").toString(), "-e", "trace=mkdir,mkdirat")
                .withJvm("-Djava.io.tmpdir=" + temporary)
                .export(project, temp.resolve("film.zip"), "--deflate", "libdeflate");
        run.ok();
        assertThat(temporary).isEmptyDirectory();
        assertThat(Files.readAllLines(temp.resolve("calls")).stream()
                        .filter(call -> call.contains(temporary.toString())))
                .hasSize(2)
                .allSatisfy(
                        call -> assertThat(call).contains("/project-export-").contains(", 0700)"));
    }

    @Test
    void temporaryFolderWithoutPrograms_isRefusedWithTheReason() throws IOException {
        try (MountedDisk disk =
                MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), MountedDisk.Type.TMPFS_NOEXEC)) {
            ToolRun run = export("zip", List.of("-Djava.io.tmpdir=" + disk.folder()));
            assertThat(run.exited(1).errors())
                    .contains("\"libdeflate\" cannot be used here", "noexec", "-Djava.io.tmpdir", "--deflate jdk")
                    .doesNotContain("\tat ");
            assertThat(temp.resolve("film.zip")).doesNotExist();
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }

    @Test
    void missingTemporaryFolder_isRefusedWithTheReason() throws IOException {
        ToolRun run = export("tar.gz", List.of("-Djava.io.tmpdir=" + temp.resolve("missing")));
        assertThat(run.exited(1).errors())
                .contains("\"libdeflate\" cannot be used here", "temporary folder", "--deflate jdk")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dos.arch=riscv128", "-Dos.name=Plan9"})
    void systemForWhichThereIsNoLibrary_isRefusedWithTheReason(String property) throws IOException {
        ToolRun run = export("zip", List.of(property));
        assertThat(run.exited(1).errors())
                .contains("\"libdeflate\" cannot be used here", "not supported", "--deflate jdk")
                .doesNotContain("\tat ");
    }

    @Test
    void otherLibraryOfThisName_isRefused_sinceItMayMakeOtherBytes() throws IOException {
        Path libraries = Files.createDirectory(temp.resolve("libraries"));
        Files.writeString(libraries.resolve(System.mapLibraryName("export-deflate")), "not a library");
        ToolRun run = export("zip", List.of("-Djava.library.path=" + libraries));
        assertThat(run.exited(1).errors())
                .contains("\"libdeflate\" cannot be used here", "is not the library of this version", "--deflate jdk");
    }

    @Test
    void engineWithoutItsModule_isRefusedByName_withWhatIsAvailable() throws IOException {
        String without = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !entry.contains("export-native"))
                .collect(Collectors.joining(File.pathSeparator));
        CommandLine commandLine = commandLine().withClassPath(without);

        ToolRun run = commandLine.export(project, temp.resolve("film.zip"), "--deflate", "libdeflate");
        assertThat(run.exited(2).errors()).contains("unknown deflate engine \"libdeflate\"", "engines: jdk");
        commandLine
                .export(project, temp.resolve("film.zip"), "--progress", "none")
                .ok();
    }

    @Test
    void exportByJava_loadsNothingOfLibdeflate() throws IOException {
        ToolRun run = commandLine()
                .withJvm("-Xlog:class+load:stdout")
                .export(project, temp.resolve("film.zip"), "--progress", "none")
                .ok();
        assertThat(run.text()).doesNotContain("LibdeflateLibrary");
    }
}
