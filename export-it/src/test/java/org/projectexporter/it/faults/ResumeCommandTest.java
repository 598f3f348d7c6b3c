package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.projectexporter.ExportStoppedException;
import org.projectexporter.ProgressEvent;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Messages;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Messages of the command line about exports that are interrupted, running, or finished. */
class ResumeCommandTest {
    private static final long STOP_AT = 1_500_000;

    @TempDir
    Path temp;

    private Path project;
    private Path out;
    private Path target;

    @BeforeEach
    void makeAProject() throws IOException {
        project = CrashProject.make(temp.resolve("film"), 1_000_000);
        out = Files.createDirectories(temp.toRealPath().resolve("out"));
        target = out.resolve("film.tar");
    }

    private static Breakable exporter(DiskSteps steps) {
        return new Breakable(steps, CheckpointStore.IN_WORK_FOLDER);
    }

    private void stopAt(long bytes) {
        Breakable stopping = exporter((kind, position) -> {
            if (position >= bytes) {
                throw new IOException("stop here");
            }
        });
        assertThatThrownBy(() -> stopping.export(project, target, Breakable.options("tar", false)))
                .isInstanceOf(ExportStoppedException.class);
    }

    private ToolRun run(String... arguments) throws IOException {
        return CommandLine.in(temp)
                .with("SOURCE_DATE_EPOCH", Long.toString(Breakable.EXPORTED_AT.getEpochSecond()))
                .run(arguments);
    }

    @Test
    void discard_removesEverything_andSaysSo_alsoWhereThereIsNothing() throws IOException {
        stopAt(STOP_AT);
        assertThat(OutFolder.of(out).sha256()).containsOnlyKeys(".film.tar.export");

        assertThat(run("discard", target.toString()).ok().text()).contains("discarded the interrupted export");
        assertThat(OutFolder.of(out).sha256()).isEmpty();
        assertThat(run("discard", target.toString()).ok().text()).contains("there is no interrupted export");
        assertThat(run("resume", target.toString()).exited(1).errors()).contains("nothing to resume");
    }

    @Test
    void export_overAnInterruptedOne_isRefusedWithTheWayOut_andLeavesItAlone() throws IOException {
        stopAt(STOP_AT);

        ToolRun refused =
                run("export", project.toString(), "-o", target.toString()).exited(1);

        assertThat(Messages.of(refused)).contains("was interrupted before", "resume it", "discard it", "--force");
        ToolRun resumed = run("resume", target.toString(), "--memory-mb", "1").ok();
        assertThat(target).exists();
        assertThat(resumed.errors()).contains("symbolic links").contains("film/05_Odd/link");
        assertThat(run("resume", target.toString()).ok().errors()).contains("nothing to do", "is finished");
    }

    @Test
    void export_overAnInterruptedOneWithForce_startsOver() throws IOException {
        stopAt(STOP_AT);
        Files.writeString(project.resolve("01_Notes/scene000.md"), "changed since\n");

        run("export", project.toString(), "-o", target.toString(), "--force").ok();

        Path unpacked = Unpacker.BSDTAR.unpack(target, "tar", temp.resolve("unpacked"));
        assertThat(unpacked.resolve("film/01_Notes/scene000.md")).hasContent("changed since\n");
        assertThat(OutFolder.of(out).sha256().keySet()).allMatch(name -> name.startsWith("film.tar"));
    }

    @Test
    void exportResumeAndDiscard_whileOneRuns_areRefusedWithWhoHoldsIt() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Breakable slow = exporter((kind, position) -> {
            if (position >= STOP_AT) {
                writing.countDown();
                await(proceed);
            }
        });
        List<Throwable> failures = new ArrayList<>();
        Thread running = new Thread(
                () -> {
                    try {
                        slow.export(project, target, Breakable.options("tar", false));
                    } catch (IOException | RuntimeException e) {
                        failures.add(e);
                    }
                },
                "running");
        running.start();
        await(writing);
        try {
            String holder = "process " + ProcessHandle.current().pid();
            for (String[] command : new String[][] {
                {"export", project.toString(), "-o", target.toString()},
                {"export", project.toString(), "-o", target.toString(), "--force"},
                {"resume", target.toString()},
                {"discard", target.toString()}
            }) {
                assertThat(run(command).exited(1).errors()).contains("another export", "is running", holder);
            }
        } finally {
            proceed.countDown();
            running.join();
        }
        assertThat(failures).isEmpty();
        assertThat(OutFolder.of(out).sha256())
                .containsOnlyKeys("film.tar", "film.tar.manifest.json", "film.tar.sha256");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void export_nextToAnInterruptedOneOfLastWeek_mentionsIt() throws IOException {
        stopAt(STOP_AT);
        Path other = out.resolve("other.tar");
        assertThat(run("export", project.toString(), "-o", other.toString())
                        .ok()
                        .errors())
                .doesNotContain("more than a week");
        Files.setLastModifiedTime(
                out.resolve(".film.tar.export"), FileTime.from(Instant.now().minus(8, ChronoUnit.DAYS)));

        String mentioned = run("export", project.toString(), "-o", other.toString(), "--force")
                .ok()
                .errors();

        assertThat(mentioned).contains("more than a week", ".film.tar.export", "discard");
        assertThat(out.resolve(".film.tar.export/request")).exists();
    }

    @Test
    void progress_ofAResumedExport_startsWhereItStopped_andNeverGoesBack() throws IOException {
        stopAt(2_500_000);
        List<ProgressEvent> events = new ArrayList<>();

        exporter(DiskSteps.ALL_PASS).resume(target, events::add);

        List<Double> progress = events.stream().map(ProgressEvent::progress).toList();
        assertThat(progress).isSorted();
        ProgressEvent first = events.stream()
                .filter(event -> event.message().equals("resuming"))
                .findFirst()
                .orElseThrow();
        assertThat(first.bytesDone()).isBetween(1_500_000L, 2_500_000L);
        assertThat(first.progress()).isGreaterThan(0.4);
        assertThat(events.get(events.size() - 1).progress()).isEqualTo(1.0);
    }
}
