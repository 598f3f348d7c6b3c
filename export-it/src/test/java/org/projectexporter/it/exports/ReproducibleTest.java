package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** The same project, options and moment give the same bytes, whatever the machine is like. */
class ReproducibleTest {
    private static final String EPOCH = "1736935200";

    @TempDir
    static Path temp;

    private static GitFixture film;

    @BeforeAll
    static void makeFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(temp.resolve("film"), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void export_twice_givesTheSameBytes(String format) throws IOException {
        CommandLine plain = CommandLine.in(temp).with("SOURCE_DATE_EPOCH", EPOCH);
        List<String> first = digests(plain, format, "first", "--threads", "1");

        assertThat(digests(plain.with("TZ", "Asia/Tokyo"), format, "threads", "--threads", "4"))
                .isEqualTo(first);
        assertThat(digests(plain.with("LC_ALL", "C"), format, "locale-c")).isEqualTo(first);
        assertThat(digests(plain.without("LC_ALL").with("LANG", "tr_TR.UTF-8"), format, "no-locale"))
                .isEqualTo(first);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz"})
    void export_twice_inTheOtherFormats_givesTheSameBytes(String format) throws IOException {
        export_twice_givesTheSameBytes(format);
    }

    /** The archive and the files next to it. */
    private static List<String> digests(CommandLine commandLine, String format, String name, String... more)
            throws IOException {
        Path archive =
                Files.createDirectories(temp.resolve(format).resolve(name)).resolve("film." + format);
        commandLine.export(film.folder(), archive, more).ok();
        return List.of(
                TreeSnapshot.sha256(archive),
                TreeSnapshot.sha256(archive.resolveSibling(archive.getFileName() + ".manifest.json")),
                TreeSnapshot.sha256(archive.resolveSibling(archive.getFileName() + ".sha256")));
    }
}
