package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** A project with ordinary names: common programs open every archive of a format that they support. */
class OpensAnywhereTest {
    private static final List<String> FORMATS = List.of("zip", "tar", "tar.gz", "tar.zst");
    private static final Map<String, Exported> ARCHIVES = new HashMap<>();

    @TempDir
    static Path temp;

    private static GitFixture film;

    @BeforeAll
    static void exportFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(temp.resolve("film"));
        for (String format : FORMATS) {
            ARCHIVES.put(format, Exported.to(temp.resolve("out"), format, film.folder()));
        }
    }

    static Stream<Arguments> readers() {
        return FORMATS.stream().flatMap(format -> Arrays.stream(Unpacker.values())
                .filter(unpacker -> unpacker.reads(format))
                .map(unpacker -> arguments(format, unpacker)));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void archive_isOpened_andGivesEveryFile(String format, Unpacker unpacker, @TempDir Path folder) throws IOException {
        unpacker.unpack(ARCHIVES.get(format).archive(), format, folder);

        assertThat(TreeDiff.between(film.folder(), folder.resolve("film"))
                        .ignoring(Exported.CHANGED_BY_DESIGN)
                        .withoutModes()
                        .withoutTimes()
                        .differences())
                .isEmpty();
        Exec.in(folder).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void archive_isFoundSoundByItsReadersOwnTest(String format, Unpacker unpacker) throws IOException {
        Tools.require(unpacker.program());
        String archive = ARCHIVES.get(format).archive().toString();
        List<String> test =
                switch (unpacker) {
                    case UNZIP -> List.of("unzip", "-tqq", archive);
                    case SEVEN_ZIP -> List.of("7z", "t", archive);
                    case JAR -> List.of("jar", "tf", archive);
                    case PYTHON, PYTHON_SCRIPT ->
                        List.of("python3", "-m", format.equals("zip") ? "zipfile" : "tarfile", "-t", archive);
                    default -> List.of(unpacker.program(), "-tf", archive);
                };

        String complaints = Exec.in(temp).run(test).ok().errors();
        assertThat(complaints).doesNotContainIgnoringCase("warn").doesNotContainIgnoringCase("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void checksums_nextToTheArchive_verifyIt(String format) throws IOException {
        Exec.in(temp.resolve("out"))
                .run("sha256sum", "--quiet", "-c", "film." + format + ".sha256")
                .ok();
    }
}
