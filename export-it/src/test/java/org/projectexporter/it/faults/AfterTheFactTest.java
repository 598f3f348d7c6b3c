package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.cli.ExitCode;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** A failure after all renames does not change the result; a failure before leaves no names. */
class AfterTheFactTest {
    @TempDir
    Path temp;

    private Faults faults;
    private Path place;

    @BeforeEach
    void makeAProject() throws IOException {
        faults = new Faults(temp, "film.zip", 200_000);
        place = Files.createDirectories(temp.toRealPath().resolve("place"));
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    @Test
    void anExportWhoseJournalCannotBeClosed_isDone_withAWarning() throws IOException {
        ToolRun run =
                faults.export("close:error=EIO", List.of(faults.workFolder().resolve("journal")));

        assertThat(faults.log()).contains("(INJECTED)");
        assertThat(run.exited(0).text())
                .contains("the archive is complete and in place, but its journal could not be closed");
        faults.reference().assertSameAs(faults.out(), run.toString());
    }

    @ParameterizedTest
    @CsvSource({"unlinkat:error=EIO:when=2+", "renameat:error=EIO"})
    void anExportWhoseWorkFolderCannotBeRemoved_isDone_withAWarning(String fault) throws IOException {
        ToolRun run = faults.export(fault, List.of(faults.workFolder()));

        assertThat(faults.log()).contains("(INJECTED)");
        assertThat(run.exited(0).text()).contains("in place, but its work folder", "could not be removed");
        Set<String> expected = new TreeSet<>(faults.reference().sha256().keySet());
        expected.add(faults.workFolder().getFileName().toString());
        assertThat(names(faults.out())).isEqualTo(expected);
        assertThat(TreeSnapshot.sha256(faults.target()))
                .isEqualTo(faults.reference().sha256().get("film.zip"));

        assertThat(faults.resume().exitCode()).isZero();
        faults.reference().assertSameAs(faults.out(), "resumed, which removes what was left");
    }

    @Test
    void anExportThatReplacesAnother_andFailsWhileRenaming_leavesTheOtherUnchanged() throws IOException {
        faults.export("fsync:delay_enter=1", List.of(faults.target())).ok();
        OutFolder before = OutFolder.of(faults.out());
        Files.writeString(faults.project().resolve("new.txt"), "new\n");

        ToolRun run = faults.export(
                "rename:error=EIO", // strace matches the old name; the archive's comes last
                List.of(faults.workFolder().resolve("volume-0")),
                "--force");

        run.exited(ExitCode.STOPPED);
        OutFolder after = OutFolder.of(faults.out());
        assertThat(after.sha256()).containsAllEntriesOf(before.sha256());
        assertThat(faults.resume().exitCode()).isZero();
        assertThat(OutFolder.of(faults.out()).sha256().keySet())
                .isEqualTo(before.sha256().keySet());
        assertThat(OutFolder.of(faults.out()).sha256().get("film.zip"))
                .isNotEqualTo(before.sha256().get("film.zip"));
    }

    private ToolRun importUnder(String fault, String file) throws IOException {
        Path archive = temp.resolve("archive").resolve("film.zip");
        if (Files.notExists(archive)) {
            Files.createDirectories(archive.getParent());
            CommandLine.in(temp).export(faults.project(), archive).ok();
        }
        List<String> strace = Faults.strace(fault, temp.resolve("import.log"));
        strace.addAll(List.of("-P", place.resolve(file).normalize().toString()));
        String calls = fault.substring(0, fault.indexOf(':'));
        strace.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + fault));
        ToolRun run = CommandLine.in(place)
                .startedBy(strace.toArray(String[]::new))
                .run("import", archive.toString(), place.resolve("film").toString());
        assertThat(temp.resolve("import.log")).content().containsAnyOf("(INJECTED)", "killed by SIGKILL");
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "rename:error=EIO, .film.import/beside",
        "rename:error=EIO, .film.import/tree/project",
        "fsync:error=EIO, ."
    })
    void anImportThatFailsAmongItsNames_leavesNone(String fault, String file) throws IOException {
        ToolRun run = importUnder(fault, file);

        run.exited(ExitCode.FAILED);
        assertThat(names(place)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"unlinkat:error=EIO, .film.import", "renameat:error=EIO, .film.import"})
    void anImportWhoseFolderCannotBeRemoved_isDone_withANote(String fault, String file) throws IOException {
        ToolRun run = importUnder(fault, file);

        assertThat(run.exited(0).text())
                .contains(".film.import", "everything was imported, but", "could not be removed");
        assertThat(names(place)).containsExactlyInAnyOrder(".film.import", "film", "film.import");

        CommandLine.in(place)
                .run("import", temp.resolve("archive/film.zip").toString(), "film")
                .exited(1);
        assertThat(names(place)).as("the next import removes what was left").containsExactly("film", "film.import");
    }

    @ParameterizedTest
    @CsvSource({".film.import/beside, 0", ".film.import/tree/project, 1"})
    void anImportThatIsKilledAmongItsNames_leavesWhatTheNextOneUndoes(String file, int given) throws IOException {
        ToolRun run = importUnder("rename:signal=KILL", file);

        assertThat(run.exitCode()).isEqualTo(128 + 9);
        assertThat(names(place)).hasSize(1 + given).contains(".film.import").doesNotContain("film");
        CommandLine.in(place)
                .run("import", temp.resolve("archive/film.zip").toString(), "film")
                .ok();
        assertThat(names(place)).containsExactly("film", "film.import");
    }
}
