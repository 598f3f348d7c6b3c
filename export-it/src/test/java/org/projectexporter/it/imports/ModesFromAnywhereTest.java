package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.reseal.Resealed;

/** Modes come back as they were, except those that would give someone else control of the project. */
@Tag("import")
class ModesFromAnywhereTest {
    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = GitFixture.init(temp.resolve("film"))
                .file("cut.txt", "one\n")
                .file("day/take.txt", "take\n")
                .file("day/run.sh", "#!/bin/sh\n")
                .file("day/locked.txt", "locked\n");
        mode("cut.txt", "644");
        mode("day/take.txt", "640");
        mode("day/run.sh", "755");
        mode("day/locked.txt", "444");
        film.commit("one");
    }

    private void mode(String path, String mode) throws IOException {
        Exec.in(film.folder()).run("chmod", mode, path).ok();
    }

    private void openAll(String modeOfFiles) throws IOException {
        Path folder = film.folder();
        Exec.in(folder)
                .run("find", ".", "-type", "f", "-exec", "chmod", modeOfFiles, "{}", "+")
                .ok();
        Exec.in(folder)
                .run("find", ".", "-type", "d", "-exec", "chmod", "777", "{}", "+")
                .ok();
    }

    private Path export(String format) throws IOException {
        return Exported.to(temp.resolve("out"), format, film.folder()).archive();
    }

    private ToolRun importWith(String umask, Path archive, String... more) throws IOException {
        return CommandLine.in(temp)
                .startedBy("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh")
                .run(joined(List.of("import", archive.toString(), "back"), more))
                .exited(0);
    }

    private static String[] joined(List<String> first, String... more) {
        return java.util.stream.Stream.concat(first.stream(), List.of(more).stream())
                .toArray(String[]::new);
    }

    private String modeOf(String path) throws IOException {
        return Integer.toOctalString(
                (Integer) Files.getAttribute(temp.resolve("back").resolve(path), "unix:mode") & 07777);
    }

    private List<String> found(String... test) throws IOException {
        return Exec.in(temp)
                .run(joined(List.of("find", "back", "back.import", "!", "-type", "l"), test))
                .ok()
                .lines();
    }

    private void requireCleanStatus() throws IOException {
        assertThat(GitFixture.at(temp.resolve("back")).git("status", "--porcelain"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void ordinaryModes_comeBackAsTheyWere_whateverTheUmask(String format) throws IOException {
        Path archive = export(format);

        ToolRun run = importWith("077", archive);

        assertThat(modeOf("cut.txt")).isEqualTo("644");
        assertThat(modeOf("day/take.txt")).isEqualTo("640");
        assertThat(modeOf("day/run.sh")).isEqualTo("755");
        assertThat(modeOf("day/locked.txt")).isEqualTo("444");
        assertThat(run.text()).doesNotContain("note");
        requireCleanStatus();
    }

    /** As on NTFS and exFAT, where all files have the same mode, and in an archive that someone has made so. */
    @ParameterizedTest
    @CsvSource({"zip, 777, 022, 755", "tar, 777, 027, 750", "tar.gz, 777, 077, 700", "zip, 666, 022, 644"})
    void filesThatAllHaveTheSameMode_forAllToWrite_getThoseOfTheUmask(
            String format, String mode, String umask, String expected) throws IOException {
        openAll(mode);

        ToolRun run = importWith(umask, export(format));

        assertThat(found("-perm", "/022")).isEmpty();
        assertThat(modeOf("cut.txt")).isEqualTo(expected);
        assertThat(modeOf(".git/config")).isEqualTo(expected);
        assertThat(run.text()).contains("all its files have the mode 0" + mode);
    }

    @Test
    void umaskThatAllowsTheGroup_isHonoured_exceptInARepositoryThatIsNotShared() throws IOException {
        openAll("777");

        importWith("002", export("tar"));

        assertThat(modeOf("cut.txt")).isEqualTo("775");
        assertThat(found("-path", "back/.git*", "-perm", "/022")).isEmpty();
        assertThat(found("-perm", "/002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void modesSetByIntent_loseWriteAccessForOthersOnly(String format) throws IOException {
        mode("cut.txt", "666");
        mode("day/take.txt", "777");
        mode("day", "1777");
        mode("day/run.sh", "2775");
        Path archive = export(format);

        ToolRun run = importWith("022", archive);

        assertThat(modeOf("cut.txt")).isEqualTo("664");
        assertThat(modeOf("day/take.txt")).isEqualTo("775");
        assertThat(modeOf("day")).isEqualTo("1775");
        assertThat(modeOf("day/run.sh")).isEqualTo("775");
        assertThat(modeOf("day/locked.txt")).isEqualTo("444");
        assertThat(run.text()).contains("write access for other users was removed from files and folders (3)");
    }

    @ParameterizedTest
    @CsvSource({"zip, umask, false", "tar, umask, false", "zip, group, true", "tar, world, true"})
    void writeAccessForTheGroup_staysInASharedRepositoryOnly(String format, String setting, boolean shared)
            throws IOException {
        GitFixture.init(film.folder().resolve("vault.git"), "--bare").git("config", "core.sharedRepository", setting);
        film.git("config", "core.sharedRepository", setting);
        mode("cut.txt", "664");
        Exec.in(film.folder()).run("chmod", "-R", "g+w", ".git", "vault.git").ok();
        Path archive = export(format);

        ToolRun run = importWith("022", archive);

        for (String path :
                List.of(".git", ".git/config", ".git/refs/heads", ".git/HEAD", ".git/index", "vault.git/HEAD")) {
            assertThat(Integer.parseInt(modeOf(path), 8) & 0022).as(path).isEqualTo(shared ? 0020 : 0);
        }
        assertThat(modeOf("cut.txt")).isEqualTo("664");
        assertThat(run.text().contains("write access for the group was removed"))
                .isNotEqualTo(shared);
        requireSameSetting(setting);
    }

    private void requireSameSetting(String setting) throws IOException {
        assertThat(GitFixture.at(temp.resolve("back")).git("config", "--local", "core.sharedRepository"))
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void preservedModes_areThoseOfTheArchive_butNoProgramGetsAnotherUsersRights(String format) throws IOException {
        Path open = temp.resolve("open." + format);
        Resealed.of(export(format)).modes(old -> 06777).write(open);

        ToolRun run = importWith("022", open, "--preserve-modes");

        assertThat(modeOf("cut.txt")).isEqualTo("777");
        assertThat(modeOf(".git/config")).isEqualTo("777");
        assertThat(found("-type", "f", "-perm", "/6000")).isEmpty();
        assertThat(run.text()).doesNotContain("umask", "write access");
    }
}
