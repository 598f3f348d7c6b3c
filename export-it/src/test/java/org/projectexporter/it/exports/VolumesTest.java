package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** An archive in volumes is the ordinary archive, split. */
class VolumesTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path temp;

    private Path project;
    private Path out;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("a film"));
        out = Files.createDirectories(temp.resolve("out"));
        Files.write(project.resolve("take.mov"), new Noise(1).bytes(3 * MIB + 4711));
        Files.writeString(project.resolve("notes.txt"), "cut here\n".repeat(1000));
    }

    @BeforeAll
    static void requireTools() {
        Tools.require("sha256sum");
    }

    private ToolRun run(String... arguments) throws IOException {
        return CommandLine.in(out).with("SOURCE_DATE_EPOCH", "1700000000").run(arguments);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void volumes_joined_areTheArchive_andVerifyAndInspectTakeThem(String format) throws IOException {
        String name = "film." + format;
        run("export", project.toString(), "-o", "whole." + format, "--split-size-mb", "100")
                .ok();
        ToolRun split = run("export", project.toString(), "-o", name, "--split-size-mb", "1", "--verify")
                .ok();

        assertThat(names().stream().filter(each -> each.startsWith("film")))
                .containsExactly(
                        name + ".001",
                        name + ".002",
                        name + ".003",
                        name + ".004",
                        name + ".RESTORE.txt",
                        name + ".manifest.json",
                        name + ".sha256");
        assertThat(split.text()).contains("volumes   4");
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 1; i <= 4; i++) {
            byte[] volume = Files.readAllBytes(out.resolve(name + ".00" + i));
            assertThat(volume.length).isLessThanOrEqualTo(MIB);
            assertThat(volume.length == MIB).isEqualTo(i < 4);
            joined.writeBytes(volume);
        }
        Path whole = Files.write(temp.resolve(name), joined.toByteArray());
        Unpacker.BSDTAR.unpack(whole, format, temp.resolve("unpacked"));
        assertThat(temp.resolve("unpacked/a film/take.mov")).hasSameBinaryContentAs(project.resolve("take.mov"));

        Exec.in(out).run("sha256sum", "-c", "--quiet", name + ".sha256").ok();
        run("verify", name).ok();
        run("verify", name + ".001").ok();
        assertThat(run("inspect", name + ".001", "--json").ok().text()).contains("\"split_size_mb\":1");
        assertThat(run("resume", name).ok().errors()).contains("nothing to do");
        Files.delete(out.resolve(name + ".002"));
        assertThat(run("verify", name).exitCode()).isEqualTo(3);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz"})
    void volumes_ofTheOtherFormats_joined_areTheArchive(String format) throws IOException {
        volumes_joined_areTheArchive_andVerifyAndInspectTakeThem(format);
    }

    /** Java formats numbers with the digits of the default locale where none is named. */
    @ParameterizedTest
    @CsvSource({"ar, EG, ''", "th, TH, u-nu-thai", "hi, IN, u-nu-deva"})
    void export_inALocaleWithOtherDigits_makesTheSameFilesAndPrintsTheSameText(
            String language, String country, String extensions) throws IOException {
        String expected = splitAndVerify(CommandLine.in(out));
        OutFolder files = OutFolder.of(out);
        assertThat(files.sha256()).containsKeys("film.tar.gz.001", "film.tar.gz.004", "film.tar.gz.RESTORE.txt");
        OutFolder.clear(out);

        String printed = splitAndVerify(CommandLine.in(out)
                .withJvm(
                        "-Duser.language=" + language, "-Duser.country=" + country, "-Duser.extensions=" + extensions));

        files.assertSameAs(out, "in " + language);
        assertThat(printed).isEqualTo(expected);
    }

    private String splitAndVerify(CommandLine command) throws IOException {
        CommandLine dated = command.with("SOURCE_DATE_EPOCH", "1700000000");
        String exported = dated.run(
                        "export", project.toString(), "-o", "film.tar.gz", "--split-size-mb", "1", "--progress", "none")
                .ok()
                .text();
        String read =
                dated.run("verify", "film.tar.gz", "--progress", "none").ok().text()
                        + dated.run("import", "film.tar.gz", "back", "--progress", "none")
                                .ok()
                                .text();
        String times = "(?m)^took .*\\n";
        assertThat(exported + read).containsPattern(times);
        return (exported + read).replaceAll(times, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    void anArchiveThatFitsIntoOneVolume_isAPlainFile(String format) throws IOException {
        run("export", project.toString(), "-o", "film." + format, "--split-size-mb", "4")
                .ok();

        assertThat(names())
                .containsExactly("film." + format, "film." + format + ".manifest.json", "film." + format + ".sha256");
    }
}
