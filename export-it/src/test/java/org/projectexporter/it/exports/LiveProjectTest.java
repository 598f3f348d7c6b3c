package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Exports of a project that changes all the time. The content of the archive must be intact, and what could not be
 * exported completely must be listed.
 *
 * <p>{@code -Dlive.seconds=600} runs for ten minutes (30 seconds by default); {@code -Dlive.seed=N} chooses other
 * changes.
 */
@Tag("long")
class LiveProjectTest {
    private static final long SECONDS = Long.getLong("live.seconds", 30);
    private static final long SEED = Long.getLong("live.seed", 1);
    private static final Map<String, List<Unpacker>> READERS = Map.of(
            "zip", List.of(Unpacker.UNZIP, Unpacker.BSDTAR),
            "tar", List.of(Unpacker.GNU_TAR, Unpacker.BSDTAR),
            "tar.gz", List.of(Unpacker.GNU_TAR, Unpacker.BSDTAR),
            "tar.zst", List.of(Unpacker.GNU_TAR, Unpacker.BSDTAR));
    private static final List<String> FORMATS = List.of("zip", "tar", "tar.gz", "tar.zst");
    private static final List<String> MEMORY_MB = List.of("2", "8", "64");

    @TempDir
    Path temp;

    @Test
    void everyArchive_ofAProjectThatIsWorkedOn_isSound_andEveryFileWholeOrListed() throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture film = GitFixture.init(Files.createDirectories(temp.resolve("film")));
        LiveRepository repository = new LiveRepository(film);
        LiveFiles files = new LiveFiles(film.folder(), temp.resolve("workshop"));
        Random random = new Random(SEED);
        int exports = 0;
        int incomplete = 0;
        int changes;
        try (Mutator git = new Mutator("git", new Random(SEED + 1), repository);
                Mutator tree = new Mutator("tree", new Random(SEED + 2), files)) {
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            while (System.nanoTime() < end) {
                git.check();
                tree.check();
                incomplete += exportAndCheck(film.folder(), files, exports, random) ? 1 : 0;
                exports++;
            }
            changes = git.stop();
            changes += tree.stop();
        }
        System.out.println(
                "seed " + SEED + ": " + exports + " exports, " + incomplete + " incomplete, " + changes + " changes");
        assertThat(exports).isPositive();
    }

    /** Whether something was listed. */
    private boolean exportAndCheck(Path project, LiveFiles files, int number, Random random) throws IOException {
        String format = FORMATS.get(number % FORMATS.size());
        List<Unpacker> readers = READERS.get(format);
        Unpacker reader = readers.get(random.nextInt(readers.size()));
        String memory = MEMORY_MB.get(random.nextInt(MEMORY_MB.size()));
        Path out = temp.resolve("out");
        OutFolder.clear(out);
        Path archive = out.resolve("film." + format);
        List<String> story = new ArrayList<>(
                List.of("-Dlive.seed=" + SEED, "export " + number, format, reader.name(), memory + " MiB"));
        long begin = System.nanoTime();
        ToolRun run = CommandLine.in(out).export(project, archive, "--memory-mb", memory, "--progress", "none");
        assertThat(run.exitCode()).as(story + ": " + run).isIn(0, 4);
        Set<String> heldUp = files.heldUpSince(begin);
        story.add(run.text() + run.errors());
        check(LiveArchive.unpack(archive, format, reader, out.resolve("unpacked"), story.toString()), heldUp);
        assertThat(CommandLine.in(out).run("verify", archive.toString()).exitCode())
                .as(story.toString())
                .isZero();
        return run.exitCode() == 4;
    }

    private static void check(LiveArchive archive, Set<String> heldUp) throws IOException {
        archive.requireProvenBySums();
        archive.requireSoundRepository();
        archive.requireRefsOfOneMoment();
        archive.requireWholeFilesOrListed(heldUp);
        archive.requireNothingFromOutside();
    }
}
