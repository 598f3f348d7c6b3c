package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Large repositories and small heaps: what is read fits, and what does not is refused by name. */
class SmallHeapTest {
    @TempDir
    private Path temp;

    private GitFixture film;
    private Path git;
    private Path archive;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        git = film.folder().resolve(".git");
        archive = temp.resolve("film.tar");
    }

    private CommandLine heap(int mib) {
        return CommandLine.in(temp).within(Duration.ofMinutes(10)).withJvm("-Xmx" + mib + "m", "-Xms8m");
    }

    /** Adds {@code count} files to the index; none of them exists. */
    private void index(int entries) throws IOException {
        String blob = film.git("rev-parse", "HEAD:a.txt");
        Path list = temp.resolve("entries");
        try (BufferedWriter out = Files.newBufferedWriter(list)) {
            for (int i = 0; i < entries; i++) {
                String path = String.format(
                        Locale.ROOT, "reel%04d/shot%06d/frame%08d.exr", i / 10_000, i / 100, i); // in Git's order
                out.write("100644 " + blob + " 0\t" + path + "\n");
            }
        }
        Exec.in(film.folder())
                .within(Duration.ofMinutes(5))
                .run(List.of("sh", "-c", "git update-index --index-info <'" + list + "'"))
                .ok();
    }

    private void packedRefs(int refs) throws IOException {
        String head = film.git("rev-parse", "HEAD");
        try (BufferedWriter out = Files.newBufferedWriter(git.resolve("packed-refs"))) {
            out.write("# pack-refs with: peeled fully-peeled sorted \n");
            for (int i = 0; i < refs; i++) {
                out.write(head + " refs/tags/review/" + (1_000_000_000L + i) + "\n");
            }
        }
    }

    private void reflog(int lines) throws IOException {
        String head = film.git("rev-parse", "HEAD");
        try (BufferedWriter out = Files.newBufferedWriter(
                git.resolve("logs/HEAD"), StandardCharsets.US_ASCII, StandardOpenOption.APPEND)) {
            for (int i = 0; i < lines; i++) {
                out.write(head + " " + head + " Film <film@example.org> 1700000000 +0000\tpull https://u:T0K3N@host/p: "
                        + i + "\n");
            }
        }
    }

    /** Runs all commands; {@code files} of the Git folder must come back unchanged. */
    private void assertExportedAndBack(int heapMib, String... files) throws IOException {
        heap(heapMib).export(film.folder(), archive, "--progress", "none").ok();
        heap(heapMib).run("verify", archive.toString(), "--progress", "none").ok();
        assertThat(heap(heapMib).run("inspect", archive.toString()).ok().text()).contains("film");
        heap(heapMib)
                .run("import", archive.toString(), temp.resolve("back").toString(), "--progress", "none")
                .ok();
        for (String file : files) {
            assertThat(temp.resolve("back/.git").resolve(file)).hasSameBinaryContentAs(git.resolve(file));
        }
    }

    private Path manyFiles(int count) throws IOException {
        Path many = temp.resolve("many");
        for (int i = 0; i < count; i++) {
            Path file = many.resolve(String.format(Locale.ROOT, "reel%03d/frame%07d.txt", i / 5_000, i));
            if (i % 5_000 == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, "frame " + i + "\n");
        }
        return many;
    }

    private void assertEstimated(int files, int heapMib) throws IOException {
        ToolRun run = heap(heapMib)
                .run("export", manyFiles(files).toString(), "--dry-run", "--format", "tar.gz", "--progress", "none");

        assertThat(run.ok().text()).contains(String.format(Locale.ROOT, "%,d files", files));
        try (var left = Files.list(temp)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("film", "many");
        }
    }

    @Test
    void estimateOfTwentyThousandFiles_inAHeapOf48Mib() throws IOException {
        assertEstimated(20_000, 48);
    }

    @Test
    @Tag("long")
    void estimateOfAMillionFiles_inAHeapOf256Mib() throws IOException {
        assertEstimated(1_000_000, 256);
    }

    private static void assertSaid(ToolRun run, String what) {
        assertThat(run.exited(1).errors())
                .contains(what)
                .contains("need more memory than Java was started with")
                .doesNotContain("OutOfMemoryError")
                .doesNotContain("\tat ");
    }

    @Test
    @Tag("long")
    void indexRefsAndReflog_largerThanTheHeap_comeAndGo() throws IOException {
        index(300_000);
        packedRefs(200_000);
        reflog(60_000);
        assertThat(Files.size(git.resolve("index"))
                        + Files.size(git.resolve("packed-refs"))
                        + Files.size(git.resolve("logs/HEAD")))
                .isGreaterThan(48L << 20);

        assertExportedAndBack(48, "index", "packed-refs");

        assertThat(Files.readString(temp.resolve("back/.git/logs/HEAD"))).doesNotContain("T0K3N");
    }

    @Test
    void moreRefsThanThereIsRoomFor_areSaidByTheirName_andNothingIsLeft() throws IOException {
        packedRefs(400_000);

        assertSaid(heap(24).export(film.folder(), archive, "--progress", "none"), "the refs of a repository");
        try (var left = Files.list(temp)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().contains("film.tar"));
        }
    }

    @Test
    void heapThatIsTooSmallForAnything_isSaid_notThrown() throws IOException {
        index(10_000);
        ToolRun run = heap(8).withJvm("-Xmx8m").export(film.folder(), archive, "--progress", "none");

        assertThat(run.exitCode()).isIn(0, 1, 75);
        assertThat(run.errors()).doesNotContain("\tat ");
    }

    @Test
    void moreMemoryForBlocksThanJavaMayTake_isSaid() throws IOException {
        Files.write(film.folder().resolve("take.mov"), new byte[40 << 20]);
        ToolRun run = heap(64).withJvm("-Xmx64m", "-XX:MaxDirectMemorySize=16m")
                .export(film.folder(), archive, "--progress", "none", "--memory-mb", "64");

        assertThat(run.exited(75).errors())
                .contains("--memory-mb")
                .contains("resume")
                .doesNotContain("\tat ");
        heap(64).run("resume", archive.toString(), "--progress", "none", "--memory-mb", "8")
                .ok();
        heap(64).run("verify", archive.toString(), "--progress", "none").ok();
    }

    @Test
    @Tag("long")
    @Tag("longest")
    void indexOfFourMillionEntries_inAHeapOf64Mib() throws IOException {
        index(4_000_000);

        assertExportedAndBack(64, "index");
    }

    @Test
    @Tag("long")
    void packedRefsByTheMillion_inAHeapOf256Mib_andRefusedIn64() throws IOException {
        packedRefs(2_000_000);

        assertSaid(heap(64).export(film.folder(), archive, "--progress", "none"), "the refs of a repository");
        assertExportedAndBack(256, "packed-refs");
    }

    @Test
    @Tag("long")
    void reflogOfHundredsOfMegabytes_inAHeapOf64Mib() throws IOException {
        reflog(2_000_000);

        assertExportedAndBack(64);
    }
}
