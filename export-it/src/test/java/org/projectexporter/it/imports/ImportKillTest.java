package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.cli.Main;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * Imports that are killed with SIGKILL at random moments: the target is absent or complete, and the next import removes
 * what is left.
 *
 * <p>{@code -Dkill.imports=100} kills 100 times (20 by default); {@code -Dkill.seed=N} chooses other moments.
 */
@Tag("import")
@Tag("long")
class ImportKillTest {
    private static final int KILLS = Integer.getInteger("kill.imports", 20);
    private static final long SEED = Long.getLong("kill.seed", 1);
    private static final int SIGKILLED = 128 + 9;
    private static final int DOCUMENTS = 30;

    @TempDir
    Path temp;

    private Path archive;
    private Path place;
    private TreeSnapshot before;
    private List<String> more = List.of();

    @Test
    void importKilledAtAnyMoment_leavesNothingOrAll() throws IOException, InterruptedException {
        Tools.require("git", "git-lfs");
        GitFixture film = FilmProject.make(temp.resolve("film"), true);
        before = TreeSnapshot.of(film.folder());
        archive = temp.resolve("film.tar.gz");
        ProjectExporter.create()
                .export(
                        ExportRequest.builder(film.folder(), archive)
                                .options(
                                        ExportOptions.builder().format("tar.gz").build())
                                .build(),
                        ProgressListener.NONE);
        place = Files.createDirectories(temp.resolve("place"));
        long whole = millisOfAnImport();
        Random random = new Random(SEED);
        int kills = 0;
        int absent = 0;
        for (int i = 0; kills < KILLS; i++) {
            assertThat(i).as("imports that were begun to kill so often").isLessThan(10 * KILLS);
            // most of the time is the JVM's start: the import is in the second half
            long moment = (long) (whole * (0.4 + 0.65 * random.nextDouble()));
            kills += importKilledAfter(moment) == SIGKILLED ? 1 : 0;
            absent += Files.exists(place.resolve("film")) ? 0 : 1;
            assertWholeOrAbsent("seed " + SEED + ", killed after " + moment + " ms");
        }
        System.out.println("killed " + kills + " imports; of those begun, " + absent + " left no project");
    }

    /** Most of the time of this import is that of changing documents. */
    @Test
    void relinkingImportKilledAtAnyMoment_leavesNoDocumentHalfWritten() throws IOException, InterruptedException {
        Path stock = Files.createDirectories(temp.toRealPath().resolve("stock"));
        Path film = Files.createDirectories(temp.resolve("film"));
        Files.writeString(stock.resolve("a 1.mov"), "clip");
        String url = "\"" + stock.resolve("a 1.mov") + "\"";
        String clip = "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": " + url + "}";
        String cut = "{\"all\": [" + String.join(",\n", Collections.nCopies(5_000, clip)) + "]}";
        String relinked = cut.replace(url, "\"../film.dependencies/stock/a 1.mov\"");
        for (int i = 0; i < DOCUMENTS; i++) {
            Files.writeString(film.resolve("cut " + i + ".otio"), cut);
        }
        archive = Exported.to(temp.resolve("out"), "tar", film, "--dependencies", "--dependency-root", stock.toString())
                .archive();
        place = Files.createDirectories(temp.resolve("place"));
        more = List.of("--relink");
        long whole = millisOfAnImport();
        Random random = new Random(SEED);
        for (int kills = 0, tries = 0; kills < KILLS; tries++) {
            assertThat(tries).isLessThan(10 * KILLS);
            kills += importKilledAfter((long) (whole * (0.4 + 0.65 * random.nextDouble()))) == SIGKILLED ? 1 : 0;
            if (!Files.exists(place.resolve("film"))) {
                assertThat(Exec.in(place).run(command()).exitCode()).isZero();
            }
            for (int i = 0; i < DOCUMENTS; i++) {
                assertThat(place.resolve("film/cut " + i + ".otio")).hasContent(relinked);
                assertThat(place.resolve("film/cut " + i + ".otio.original")).hasContent(cut);
            }
            try (Stream<Path> files = Files.list(place.resolve("film"))) {
                assertThat(files).hasSize(2 * DOCUMENTS);
            }
            removeProject();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(List.of(Main.class.getName(), "import", archive.toString(), "film", "--progress", "none"));
        command.addAll(more);
        return command;
    }

    private long millisOfAnImport() throws IOException {
        long start = System.nanoTime();
        assertThat(Exec.in(place).run(command()).exitCode()).isZero();
        removeProject();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private int importKilledAfter(long millis) throws IOException, InterruptedException {
        Process process = Exec.in(place)
                .builder(command())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private void assertWholeOrAbsent(String story) throws IOException {
        if (!Files.exists(place.resolve("film"))) {
            assertThat(Exec.in(place).run(command()).exitCode()).as(story).isZero();
        }
        assertThat(TreeDiff.between(before, TreeSnapshot.of(place.resolve("film")))
                        .ignoring(Exported.CHANGED_BY_DESIGN)
                        .ignoring(".git/index")
                        .differences())
                .as(story)
                .isEmpty();
        if (Files.exists(place.resolve(".film.import"))) {
            removeProject(); // it was killed after all renames; the next one removes what that left
            Exec.in(place).run(command());
        }
        try (var files = Files.list(place)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as(story)
                    .containsExactlyInAnyOrder("film", "film.import");
        }
        removeProject();
    }

    private void removeProject() throws IOException {
        Exec.in(place).run(List.of("rm", "-rf", "film", "film.import", "film.dependencies"));
    }
}
