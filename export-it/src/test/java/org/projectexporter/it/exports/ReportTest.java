package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ArchiveDescription;
import org.projectexporter.ProjectExporter;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The page next to an archive, through complete exports. */
class ReportTest {
    private static final String EPOCH = "1736935200";

    @TempDir
    Path temp;

    private Path film;
    private Path out;

    @BeforeEach
    void makeProject() throws IOException {
        film = Files.createDirectories(temp.resolve("film"));
        out = Files.createDirectories(temp.resolve("out"));
        Files.write(film.resolve("take.mov"), new Noise(1).bytes(3_000_000));
        Files.writeString(film.resolve("script <b>.md"), "words");
    }

    private ToolRun run(String... command) throws IOException {
        return CommandLine.in(out).with("SOURCE_DATE_EPOCH", EPOCH).run(command);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void report_isWrittenNextToTheArchive_andCheckedWithIt() throws IOException {
        Tools.require("sha256sum");
        ToolRun exported =
                run("export", film.toString(), "-o", "film.zip", "--report").ok();

        assertThat(names())
                .containsExactly("film.zip", "film.zip.manifest.json", "film.zip.report.html", "film.zip.sha256");
        assertThat(exported.text()).contains("report    ", "film.zip.report.html");
        Exec.in(out)
                .run("sha256sum", "-c", "--quiet", "--strict", "film.zip.sha256")
                .ok();
        run("verify", "film.zip").ok();
        String html = Files.readString(out.resolve("film.zip.report.html"));
        assertThat(html).contains("3.00 MB").doesNotContain(temp.toString());
        String sum = Files.readAllLines(out.resolve("film.zip.sha256")).get(0).substring(0, 64);
        assertThat(html).contains(sum);
        ArchiveDescription found = ProjectExporter.create().describe(out.resolve("film.zip"));
        assertThat(found.report()).contains(out.resolve("film.zip.report.html"));
        assertThat(found.volumes()).singleElement().satisfies(volume -> assertThat(volume.sha256())
                .contains(sum));

        Files.writeString(out.resolve("film.zip.report.html"), html.replace("3.00 MB", "3.01 MB"));
        assertThat(run("verify", "film.zip").exited(3).text()).contains("film.zip.report.html");
    }

    @Test
    void report_ofTheSameExport_isTheSame() throws IOException {
        run("export", film.toString(), "-o", "film.tar", "--report", "--split-size-mb", "1")
                .ok();
        String first = Files.readString(out.resolve("film.tar.report.html"));
        assertThat(first).contains("It is split into 3 files", "film.tar.003");

        run(
                        "export",
                        film.toString(),
                        "-o",
                        "film.tar",
                        "--report",
                        "--split-size-mb",
                        "1",
                        "--force",
                        "--threads",
                        "1")
                .ok();

        assertThat(out.resolve("film.tar.report.html")).hasContent(first);
    }

    @Test
    void anExportWithoutReport_thatReplacesOneWithIt_removesIt() throws IOException {
        run("export", film.toString(), "-o", "film.zip", "--report").ok();
        assertThat(run("export", film.toString(), "-o", "film.zip").exitCode()).isEqualTo(1);

        run("export", film.toString(), "-o", "film.zip", "--force").ok();

        assertThat(names()).containsExactly("film.zip", "film.zip.manifest.json", "film.zip.sha256");
        assertThat(run("export", film.toString(), "-o", "film.zip", "--force", "--json")
                        .ok()
                        .text())
                .contains("\"report\":null");
    }

    @Test
    void aReportInTheWay_isNotReplaced() throws IOException {
        Files.writeString(out.resolve("film.zip.report.html"), "mine");

        assertThat(run("export", film.toString(), "-o", "film.zip", "--report")
                        .exited(1)
                        .errors())
                .contains("film.zip.report.html exists already");
        assertThat(names()).containsExactly("film.zip.report.html");
    }

    @Test
    void report_ofAFilmWithGitAndLfs_saysHowToContinue() throws IOException {
        Tools.require("git", "git-lfs");
        Path project = FilmProject.make(temp.resolve("whole"), true).folder();
        run("export", project.toString(), "-o", "whole.tar.gz", "--report", "--lfs-media", "once")
                .ok();

        assertThat(Files.readString(out.resolve("whole.tar.gz.report.html")))
                .contains("sh RESTORE-LFS.sh", "git lfs install --local", "versions (Git commits)", "04_Cache/")
                .contains("Pipes, sockets and devices");
    }
}
