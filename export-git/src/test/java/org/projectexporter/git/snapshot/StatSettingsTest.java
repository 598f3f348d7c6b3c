package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** What counts as unchanged is what the repository's settings make Git compare. */
class StatSettingsTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.123456789Z");

    @TempDir
    Path temp;

    private GitFixture film;
    private Path cut;

    @BeforeEach
    void init() throws IOException {
        Tools.require("git");
        film = GitFixture.init(temp.resolve("film")).file("cut.txt", "a\n");
        cut = film.folder().resolve("cut.txt");
        Files.setLastModifiedTime(cut, FileTime.from(TIME));
        film.commit("First");
    }

    private List<String> unclean() throws IOException {
        return Restored.plan(film.folder()).findings(Finding.Kind.NOT_CLEAN).stream()
                .map(finding -> finding.path().toString())
                .toList();
    }

    private void makeExecutable() throws IOException {
        Files.setPosixFilePermissions(cut, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void unchangedFile_isClean() throws IOException {
        assertThat(unclean()).isEmpty();
    }

    @Test
    void fileModeFalse_ignoresTheExecuteBit() throws IOException {
        makeExecutable();
        film.git("config", "core.trustctime", "false");
        assertThat(unclean()).containsExactly("film/cut.txt");

        film.git("config", "core.filemode", "false");

        assertThat(unclean()).isEmpty();
        assertThat(film.git("diff-files", "--name-only")).isEmpty();
    }

    @Test
    void trustCtimeFalse_ignoresTheTimeOfTheChange() throws IOException {
        Files.setPosixFilePermissions(cut, PosixFilePermissions.fromString("rw-------"));
        assertThat(unclean()).containsExactly("film/cut.txt");

        film.git("config", "core.trustctime", "false");

        assertThat(unclean()).isEmpty();
        assertThat(film.git("diff-files", "--name-only")).isEmpty();
    }

    /** A copy with its times, as a server restored from a backup has it, with whole seconds. */
    @Test
    void checkStatMinimal_comparesOnlySizeAndSeconds() throws IOException {
        Path copy = Files.copy(cut, temp.resolve("copy"));
        Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
        Files.delete(cut);
        Files.move(copy, cut);
        assertThat(unclean()).containsExactly("film/cut.txt");

        film.git("config", "core.checkStat", "minimal");

        assertThat(unclean()).isEmpty();
        assertThat(film.git("diff-files", "--name-only")).isEmpty();
        Files.setLastModifiedTime(cut, FileTime.from(TIME.plusSeconds(1)));
        assertThat(unclean()).containsExactly("film/cut.txt");
    }

    @Test
    void checkStatMinimalInTheConfigurationOfTheWorktree_countsOnlyIfThatIsRead() throws IOException {
        Files.setLastModifiedTime(cut, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
        Files.writeString(film.folder().resolve(".git/config.worktree"), "[core]\n\tcheckStat = minimal\n");
        assertThat(unclean()).containsExactly("film/cut.txt");

        film.git("config", "extensions.worktreeConfig", "true");

        assertThat(unclean()).isEmpty();
    }

    @Test
    void symlinksFalse_acceptsAFileWithTheTargetOfALink() throws IOException {
        Path link = Files.createSymbolicLink(film.folder().resolve("link"), Path.of("cut.txt"));
        film.commit("Second");
        Files.delete(link);
        Files.writeString(link, "cut.txt");
        film.git("config", "core.symlinks", "false");
        assertThat(unclean()).containsExactly("film/link");

        film.git("add", "link");

        assertThat(unclean()).isEmpty();
        assertThat(film.git("ls-files", "-s", "link")).startsWith("120000");
        film.git("config", "core.symlinks", "true");
        assertThat(unclean()).containsExactly("film/link");
    }
}
