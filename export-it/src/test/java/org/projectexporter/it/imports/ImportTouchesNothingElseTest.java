package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.NaiveGit;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** An import, watched by strace: it starts nothing, and changes only what it creates. */
@Tag("import")
class ImportTouchesNothingElseTest {
    @TempDir
    Path temp;

    private List<SystemCalls.Call> watchAnImport(Path archive, Path place, int exitCode) throws IOException {
        Path log = temp.resolve("import.strace");
        CommandLine.in(place)
                .startedBy(SystemCalls.strace(log))
                .run("import", archive.toString(), "film", "--progress", "none")
                .exited(exitCode);
        return SystemCalls.read(log).calls();
    }

    @Test
    void importCommand_startsNothing_andChangesNothingOutsideItsTarget() throws IOException {
        Tools.require("git", "git-lfs", "strace");
        GitFixture film = FilmProject.make(temp.resolve("film"), true);
        film.git("config", "core.fsmonitor", "touch " + temp.resolve("fsmonitor-has-run"));
        Path archive = temp.resolve("film.tar");
        ProjectExporter.builder()
                .source(new NaiveGit())
                .build()
                .export(
                        ExportRequest.builder(film.folder(), archive)
                                .options(ExportOptions.builder().format("tar").build())
                                .build(),
                        ProgressListener.NONE);
        Path place = Files.createDirectories(temp.resolve("place")).toRealPath();

        List<SystemCalls.Call> calls = watchAnImport(archive, place, 0);

        assertThat(calls).filteredOn(SystemCalls.Call::starts).hasSize(1); // the JVM itself
        assertThat(calls)
                .filteredOn(SystemCalls.Call::changes)
                .filteredOn(call -> !call.isBelow(place.resolve(".film.import"))
                        && !call.isBelow(place.resolve("film"))
                        && !call.isBelow(place.resolve("film.import"))
                        && !isTextOfALink(call, place)
                        && !call.file().startsWith("/proc/")
                        && !call.file().equals("/dev/null"))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(calls)
                .filteredOn(call -> call.opens() && call.isBelow(film.folder()))
                .isEmpty();
        assertThat(temp.resolve("fsmonitor-has-run")).doesNotExist();
    }

    /** symlink(2) has two names: the text of the link, which may be anything, and the link. */
    private static boolean isTextOfALink(SystemCalls.Call call, Path place) {
        return call.name().startsWith("symlink") && call.line().contains(place.resolve(".film.import") + "/");
    }
}
