package org.projectexporter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Runs the comparison on next to nothing, without this program itself, which would have to be built first. */
class CompareTest {
    private static final String FEW = "film/cat,film/gnu-tar,sizes/cat,files/gnu-tar";

    @TempDir
    private Path work;

    @BeforeEach
    void requirePython() {
        Tools.require("python3");
    }

    private ToolRun compare(String... arguments) throws IOException {
        return Exec.in(Path.of("").toAbsolutePath())
                .run(Stream.concat(Stream.of("python3", "compare"), Arrays.stream(arguments))
                        .toList());
    }

    private ToolRun compareTiny(Path folder, String only) throws IOException {
        return compare("--scale", "0.0005", "--runs", "1", "--work", folder.toString(), "--only", only);
    }

    @Test
    void compare_ofTinyCorpora_writesThePageAndItsPlots() throws Exception {
        Tools.require("git-lfs", "tar", "find", "xargs");
        compareTiny(work, FEW).ok();

        assertThat(Files.readString(work.resolve("performance.md")))
                .contains("All is scaled by 0.0005 here")
                .contains("| `cat` of all files into one | 0.")
                .contains("| GNU tar | 0.")
                .contains("(performance-size.svg)")
                .contains("(performance-files.svg)")
                .doesNotContain("{{")
                .doesNotContain(work.toString());
        for (String plot : List.of("performance-size.svg", "performance-files.svg")) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(work.resolve(plot).toFile());
        }
        assertThat(work.resolve("out")).doesNotExist();
    }

    @Test
    void compare_afterAllWasMeasured_measuresNothing() throws IOException {
        Tools.require("tar");
        compareTiny(work, "small/gnu-tar-posix").ok();

        assertThat(compareTiny(work, "small/gnu-tar-posix").ok().text()).contains("compare: 0 runs;");
    }

    @Test
    void compare_again_measuresAllAgain() throws IOException {
        Tools.require("tar");
        compareTiny(work, "small/gnu-tar-posix").ok();
        String[] again = {"--scale", "0.0005", "--work", work.toString(), "--only", "small/gnu-tar-posix", "--space"};

        assertThat(compare(again).ok().text()).contains("compare: 4 runs;");
        assertThat(compare(Stream.concat(Arrays.stream(again), Stream.of("--again"))
                                .toArray(String[]::new))
                        .ok()
                        .text())
                .contains("compare: 5 runs;");
    }

    @Test
    void corpus_madeTwice_isTheSame() throws IOException {
        Tools.require("git-lfs", "tar");
        Path second = work.resolve("second");
        compareTiny(work, "tiny/gnu-tar").ok();
        compareTiny(second, "tiny/gnu-tar").ok();

        assertThat(headOf(work)).isEqualTo(headOf(second));
    }

    private static String headOf(Path folder) throws IOException {
        return GitFixture.at(folder.resolve("corpora/film-1/project")).git("rev-parse", "HEAD");
    }

    @Test
    void render_ofGivenFigures_tellsWhichTargetsAreReached() throws IOException {
        Path results = work.resolve("results.json");
        Files.writeString(
                results,
                String.format(
                        Locale.ROOT,
                        """
                        {"scale": 1, "machine": {"memory": "1 GB"}, "versions": {}, "skipped": {"pigz": "there is none"},
                         "jmh": "Benchmark  Score", "corpora": {"film-2048": {"files": 3, "bytes": 4000000000}},
                         "runs": [%s, %s, %s, %s, %s]}
                        """,
                        run("ours-zip", 1, 4.0),
                        run("ours-zip", 2, 5.0),
                        run("cat", 1, 4.0),
                        run("cat", 2, 4.0),
                        run("zip-0", 1, 9.0)));
        compare("--render", "--results", results.toString(), "--docs", work.toString())
                .ok();

        assertThat(Files.readString(work.resolve("performance.md")))
                .contains("| zip, time: that of `cat` | 1.25 × | 1.125 × | 1.000–1.250 | reached |")
                .contains("| zip, time: that of `zip -0` | 0.33 × | 0.500 × | 0.444–0.444 | **not reached** |")
                .contains("| tar, time: that of GNU tar | 0.75 × | not measured |  |  |")
                .contains("| **zip** | 4.50 | 4.00–5.00 | 1.12 | 0.25 | 300 | 100.0 |")
                .contains("Skipped: pigz (there is none).")
                .contains("```text\nBenchmark  Score\n```");
    }

    private static String run(String name, int number, double seconds) {
        return String.format(
                Locale.ROOT,
                """
                {"group": "film", "corpus": "film-2048", "case": "%s", "number": %d, "seconds": %s, "cpu_seconds": 1.0,
                 "peak_bytes": 300000000, "archive_bytes": 100000000, "product": "abc", "day": "2026-11-22"}
                """,
                name,
                number,
                seconds);
    }

    @Test
    void compare_whereTheDiskIsTooSmall_saysSoAndDoesNothing() throws IOException {
        ToolRun run = compare("--scale", "100000", "--work", work.toString(), "--only", "film/cat");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("not enough");
        assertThat(work.resolve("corpora")).doesNotExist();
    }

    @Test
    void compare_withUnknownName_refuses() throws IOException {
        assertThat(compare("--only", "film,nonsense").errors()).contains("does not know nonsense");
    }
}
