package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.zip.ZipFile;

import org.projectexporter.cli.ExitCode;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Files of the project that the file system cannot read. */
class UnreadableFilesTest {
    private static final String SMALL = "01_Notes/scene007.md";
    private static final int LARGE_BYTES = 1_000_000;

    @TempDir
    Path temp;

    private static String read(String error) {
        return "read,pread64:error=" + error;
    }

    private static String lateRead(String error) {
        return read(error) + ":when=9+"; // reads come in blocks of 64 KiB here
    }

    private ToolRun export(Faults faults, String fault, String file, String... more) throws IOException {
        return faults.export(fault, List.of(faults.project().resolve(file)), more);
    }

    private static List<String> unreadable(Faults faults) throws IOException {
        Path manifest = faults.target().resolveSibling(faults.target().getFileName() + ".manifest.json");
        JsonNode json = new ObjectMapper().readTree(Files.readString(manifest));
        return json.at("/unreadable").findValuesAsText("path");
    }

    private void assertSkipped(Faults faults, ToolRun run, String file) throws IOException {
        run.exited(ExitCode.INCOMPLETE);
        assertThat(run.text()).contains("film/" + file + ": cannot be read: ");
        assertThat(unreadable(faults)).containsExactly("film/" + file);
        CommandLine.in(temp).run("verify", faults.target().toString()).ok();
    }

    @ParameterizedTest
    @CsvSource({
        "zip, EIO, Input/output error",
        "tar, ESTALE, Stale file handle",
        "tar.zst, ENOTCONN, Transport endpoint is not connected"
    })
    void aFileThatCannotBeRead_isNamed_andResumesOnceItCan(String format, String error, String text)
            throws IOException {
        Faults faults = new Faults(temp, "film." + format, LARGE_BYTES);

        ToolRun run = export(faults, read(error), SMALL).exited(ExitCode.STOPPED);

        assertThat(run.errors())
                .contains("cannot read film/" + SMALL + " of the project (" + text + ")", "--on-unreadable skip");
        faults.resumeToTheSameBytes(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void aLargeFileThatCannotBeReadToItsEnd_isLeftOutAsAWhole(String format) throws IOException {
        Faults faults = new Faults(temp, "film." + format, LARGE_BYTES);

        ToolRun run = export(faults, lateRead("EIO"), CrashProject.WAVE, "--on-unreadable", "skip");

        assertSkipped(faults, run, CrashProject.WAVE);
        if (format.equals("zip")) {
            try (ZipFile archive = new ZipFile(faults.target().toFile())) {
                assertThat(archive.stream().map(Object::toString))
                        .contains("film/" + SMALL)
                        .doesNotContain("film/" + CrashProject.WAVE);
            }
        }
    }

    @Test
    void anExportThatHasStopped_resumesWithoutTheFile() throws IOException {
        Faults faults = new Faults(temp, "film.tar.gz", LARGE_BYTES);
        export(faults, lateRead("EIO"), CrashProject.TEXT).exited(ExitCode.STOPPED);
        Path file = faults.project().resolve(CrashProject.TEXT);

        ToolRun again = faults.resume(read("EIO"), List.of(file)).exited(ExitCode.STOPPED);
        ToolRun run = faults.resume(read("EIO"), List.of(file), "--on-unreadable", "skip");

        assertThat(again.errors()).contains("cannot read film/" + CrashProject.TEXT);
        assertSkipped(faults, run, CrashProject.TEXT);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void everyLargeFile_atEveryRead_isNamedOrLeftOut(String format) throws IOException {
        Faults faults = new Faults(temp, "film." + format, LARGE_BYTES);
        for (String file : List.of(CrashProject.TEXT, CrashProject.SHOT, CrashProject.WAVE)) {
            for (int call = 1; call <= 18; call += 4) {
                String fault = read("EIO") + ":when=" + call + "+";
                export(faults, fault, file).exited(ExitCode.STOPPED);
                faults.resumeToTheSameBytes(file + " from read " + call);
                OutFolder.clear(faults.target().getParent());
                assertSkipped(faults, export(faults, fault, file, "--on-unreadable", "skip"), file);
                OutFolder.clear(faults.target().getParent());
            }
        }
    }

    @Test
    void aFileThatCannotBeExaminedOrOpened_isNamedOrSkipped() throws IOException {
        Faults faults = new Faults(temp, "film.zip", 200_000);
        String lookup = "newfstatat,statx,lstat,stat:error=ENAMETOOLONG";

        assertThat(export(faults, lookup, SMALL).exited(ExitCode.STOPPED).errors())
                .contains("cannot read " + SMALL + " of the project (File name too long)");
        assertSkipped(faults, export(faults, lookup, SMALL, "--on-unreadable", "skip", "--force"), SMALL);
    }

    @Test
    void whatIsExcluded_mayBeUnreadable() throws IOException {
        Faults faults = new Faults(temp, "film.zip", 200_000);
        String all = "newfstatat,statx,lstat,stat,getdents64:error=ENOTCONN";

        ToolRun run = export(faults, all, "01_Notes", "--exclude", "01_Notes");

        assertThat(run.ok().text()).doesNotContain("01_Notes");
    }

    @Test
    void anExportIgnoreThatCannotBeRead_isNeverSkipped_sinceItMayKeepSecretsBack() throws IOException {
        Faults faults = new Faults(temp, "film.zip", 200_000);
        Files.writeString(faults.project().resolve(".exportignore"), "*.key\n");

        ToolRun run = export(faults, read("EIO"), ".exportignore", "--on-unreadable", "skip");

        assertThat(run.exited(ExitCode.STOPPED).errors()).contains("cannot read .exportignore of the project");
    }
}
