package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.projectexporter.cli.Main;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;

/**
 * Processes that are killed with SIGKILL at random offsets of the archive, and again while they are resumed. Half of
 * them die just before a byte is written, see {@link KilledExport}; the other half are the command line, killed from
 * here once its files have a certain size, whatever it is doing.
 *
 * <p>{@code -Dkill.runs=500} kills 500 times in all (40 by default); {@code -Dkill.seed=N} chooses other offsets.
 */
@Tag("long")
class KillTest {
    private static final int VARIANTS = 10;
    private static final int RUNS = Integer.getInteger("kill.runs", 40);
    private static final long SEED = Long.getLong("kill.seed", 1);
    private static final int LARGE_BYTES = 4_000_000;
    private static final int SIGKILLED = 128 + 9;
    private static final int MOST_KILLS_OF_ONE_EXPORT = 4;

    @TempDir
    Path temp;

    private Path project;
    private Path out;
    private Path target;
    private String format;
    private boolean split;
    private String deflate;
    private OutFolder reference;
    private long archiveBytes;

    @ParameterizedTest(name = "{0}, split: {1}, deflate: {2}")
    @CsvSource({
        "zip, false, jdk",
        "zip, true, jdk",
        "zip, false, libdeflate",
        "tar, false, jdk",
        "tar, true, jdk",
        "tar.gz, false, jdk",
        "tar.gz, true, jdk",
        "tar.gz, false, libdeflate",
        "tar.zst, false, jdk",
        "tar.zst, true, jdk"
    })
    void resume_afterKillsAtAnyByte_givesTheSameBytes(String newFormat, boolean newSplit, String newDeflate)
            throws IOException {
        format = newFormat;
        split = newSplit;
        deflate = newDeflate;
        makeReference();
        int budget = (RUNS + VARIANTS - 1) / VARIANTS;
        int kills = 0;
        for (long story = 0; kills < budget; story++) {
            assertThat(story).as("runs needed for this number of kills").isLessThan(4L * budget);
            kills += killAndResume(
                    (SEED * 31 + format.hashCode() + (split ? 7 : 0) + deflate.length()) * 10_007 + story,
                    budget - kills);
        }
        System.out.println("killed " + kills + " times: " + format + (split ? " in volumes" : ""));
    }

    private void makeReference() throws IOException {
        project = CrashProject.make(temp.resolve("film"), LARGE_BYTES);
        GitFixture.init(project).commit("First cut");
        out = Files.createDirectories(temp.resolve("out"));
        target = out.resolve("film." + format);
        Breakable exporter = new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
        archiveBytes = exporter.export(project, target, Breakable.options(format, split, deflate))
                .archiveBytes();
        reference = OutFolder.of(out);
        OutFolder.clear(out);
    }

    /** One export from start to end, killed randomly on the way; returns how often. */
    private int killAndResume(long seed, int most) throws IOException {
        Random random = new Random(seed);
        OutFolder.clear(out);
        List<String> story = new ArrayList<>(
                List.of("seed " + seed + ", " + format + " by " + deflate + (split ? " in volumes" : "")));
        int kills = 0;
        long from = 0;
        int attempts = 1 + random.nextInt(Math.min(most, MOST_KILLS_OF_ONE_EXPORT));
        for (int i = 0; i < attempts && !isNamed(); i++) {
            long offset = from + (long) (random.nextDouble() * (archiveBytes - from));
            boolean byItself = random.nextBoolean();
            story.add((byItself ? "killed before byte " : "killed from outside near byte ") + offset);
            int exit = byItself ? runKilledByItself(i > 0, offset) : runKilledFromOutside(i > 0, offset);
            reference.assertNothingBearsTheNameTooEarly(target, story.toString());
            if (exit == 0 && (i > 0 || !byItself)) {
                story.add("came too late");
                break; // it was faster than the kill, or only renames were missing
            }
            assertThat(exit).as(story.toString()).isEqualTo(SIGKILLED);
            kills++;
            from = random.nextBoolean() ? offset : from; // move forward, or hit the same range again
        }
        finish(story);
        reference.assertSameAs(out, story.toString());
        return kills;
    }

    private void finish(List<String> story) throws IOException {
        boolean resume = isBegun() || isNamed();
        story.add(resume ? "resumed to the end" : "started over: nothing was durable");
        ToolRun run = exec().run(commandLine(resume));
        assertThat(run.exitCode()).as(story + " " + run).isZero();
    }

    private Exec exec() {
        return Exec.in(out)
                .with("SOURCE_DATE_EPOCH", Long.toString(Breakable.EXPORTED_AT.getEpochSecond()))
                .within(Duration.ofMinutes(3));
    }

    private boolean isNamed() {
        return Files.exists(target) || Files.exists(target.resolveSibling(target.getFileName() + ".001"));
    }

    private Path workFolder() {
        return target.resolveSibling("." + target.getFileName() + ".export");
    }

    private boolean isBegun() {
        return Files.exists(workFolder().resolve("request"));
    }

    private int runKilledByItself(boolean again, long offset) throws IOException {
        Path what = again && isBegun() ? null : project;
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(KilledExport.command(
                new KilledExport.Task(what, target, Breakable.options(format, split, deflate), offset)));
        return exec().run(command).exitCode();
    }

    private int runKilledFromOutside(boolean again, long offset) throws IOException {
        Process process = exec().builder(commandLine(again && isBegun()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
                if (volumeBytes() >= offset) {
                    process.destroyForcibly();
                    return process.waitFor();
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private long volumeBytes() throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> volumes = Files.newDirectoryStream(workFolder(), "volume-*")) {
            for (Path volume : volumes) {
                bytes += Files.size(volume);
            }
        } catch (NoSuchFileException e) {
            // not started, or finished
        }
        return bytes;
    }

    private List<String> commandLine(boolean resume) {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.add(Main.class.getName());
        if (resume) {
            command.addAll(List.of("resume", target.toString()));
        } else {
            command.addAll(List.of("export", project.toString(), "-o", target.toString()));
            command.addAll(split ? List.of("--split-size-mb", "1") : List.of());
            command.addAll(List.of("--deflate", deflate));
        }
        command.addAll(List.of("--memory-mb", "1", "--progress", "none"));
        return command;
    }
}
