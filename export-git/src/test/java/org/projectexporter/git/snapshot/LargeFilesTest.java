package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.ExportException;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Files of a repository that are unexpectedly large. */
final class LargeFilesTest {
    private static final int LARGE = 17 << 20;
    private static final String TOKEN = "https://user:T0K3N@host/p.git";

    @TempDir
    Path temp;

    private GitFixture film;
    private Path git;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        git = film.folder().resolve(".git");
    }

    private void appendLines(Path file, String line) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(
                file, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long bytes = 0; bytes < LARGE; bytes += line.length()) {
                out.write(line);
            }
        }
    }

    private static String exported(RecordingPlanSink plan, String path) throws IOException {
        return new String(plan.content(path), StandardCharsets.ISO_8859_1);
    }

    @Test
    void largeReflog_isExportedWithoutSecrets_andItsIdsAreKnown() throws IOException {
        String head = film.git("rev-parse", "HEAD");
        String gone = "1".repeat(40);
        String line =
                gone + " " + head + " Film <film@example.org> 1700000000 +0000\tpull " + TOKEN + ": Fast-forward\n";
        appendLines(git.resolve("logs/HEAD"), line);

        RecordingPlanSink plan = Restored.plan(film.folder());

        String log = exported(plan, "film/.git/logs/HEAD");
        assertThat(log.length()).isGreaterThan(LARGE / 2);
        assertThat(log).doesNotContain("T0K3N").contains("pull https://host/p.git: Fast-forward");
        assertThat(plan.findings(Finding.Kind.REWRITTEN))
                .anyMatch(finding -> String.valueOf(finding.path()).equals("film/.git/logs/HEAD"));
        assertThat(plan.commits()).hasValue(1);
    }

    @Test
    void reflogWithZerosInIt_isExportedWithoutSecrets() throws IOException {
        Path log = git.resolve("logs/HEAD");
        Files.writeString(log, "\0\0\0\n" + TOKEN + "\n\0\0", StandardOpenOption.APPEND);

        assertThat(exported(Restored.plan(film.folder()), "film/.git/logs/HEAD"))
                .contains("\0\0\0\nhttps://host/p.git\n")
                .doesNotContain("T0K3N");
    }

    @Test
    void largeStateOfGit_isReadDuringTheExport_unchanged() throws IOException {
        appendLines(git.resolve("COMMIT_EDITMSG"), "see " + TOKEN + "\n");
        Files.createDirectories(git.resolve("rebase-apply"));
        appendLines(git.resolve("rebase-apply/0001"), "+" + TOKEN + "\n");

        RecordingPlanSink plan = Restored.plan(film.folder());

        for (String path : new String[] {"COMMIT_EDITMSG", "rebase-apply/0001"}) {
            PlannedEntry entry = plan.entry("film/.git/" + path);
            assertThat(entry.content()).isEqualTo(new Content.OfFile(git.resolve(path)));
            assertThat(entry.size()).isEqualTo(Files.size(git.resolve(path)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".git/HEAD | HEAD is not a ref",
                ".git/index | the index has no signature DIRC",
                ".git/config | config has more than 4 MiB",
                ".git/config.worktree | config.worktree has more than 4 MiB",
                ".git/packed-refs | packed-refs has a line that is not a ref",
                ".git/shallow | shallow has 1099511627776 bytes",
                ".git/info/grafts | info/grafts has 1099511627776 bytes",
                ".git/commondir | commondir has more than 4 MiB",
                ".git/objects/info/alternates | alternates has more than 4 MiB",
                ".git/logs/HEAD | logs/HEAD is not a reflog",
                ".git/logs/refs/stash | logs/refs/stash is not a reflog",
                ".git/refs/heads/huge | refs/heads/huge is not a ref",
                "sub/.git | sub/.git has more than 4 MiB",
            })
    void sparseGiant_isRefusedByItsName(String file, String message) throws IOException {
        sparse(film.folder().resolve(file), new byte[0]);

        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(message);
    }

    @Test
    void sparseGiantThatBeginsAsAnIndex_isRefused() throws IOException {
        sparse(git.resolve("index"), new byte[] {'D', 'I', 'R', 'C', 0, 0, 0, 2});

        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .hasMessageContaining("the index has 1099511627776 bytes, which is more than Git can read");
    }

    private static void sparse(Path file, byte[] start) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        try (RandomAccessFile giant = new RandomAccessFile(file.toFile(), "rw")) {
            giant.write(start);
            giant.setLength(1L << 40);
        }
    }

    @Test
    void configWithMoreSettingsThanAnyHas_isRefused() throws IOException {
        StringBuilder config = new StringBuilder("[core]\n\tbare = false\n[x]\n");
        for (int i = 0; i < 100_001; i++) {
            config.append("a=b\n");
        }
        Files.writeString(git.resolve("config"), config);

        assertThatThrownBy(() -> Restored.plan(film.folder())).hasMessageContaining("more than 100000 settings");
    }

    @Test
    void indexWithMoreExtensionsThanGitKnows_isRefused() throws IOException {
        byte[] head = {'D', 'I', 'R', 'C', 0, 0, 0, 2, 0, 0, 0, 0};
        byte[] extension = {'A', 'A', 'A', 'A', 0, 0, 0, 0};
        byte[] index = new byte[head.length + 200 * extension.length + 20];
        System.arraycopy(head, 0, index, 0, head.length);
        for (int i = 0; i < 200; i++) {
            System.arraycopy(extension, 0, index, head.length + i * extension.length, extension.length);
        }
        Files.write(git.resolve("index"), index);

        assertThatThrownBy(() -> Restored.plan(film.folder())).hasMessageContaining("more than 100 extensions");
    }

    @Test
    void manyPackedRefs_areCounted() throws IOException {
        String head = film.git("rev-parse", "HEAD");
        StringBuilder refs = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        for (int i = 0; i < 50_000; i++) {
            refs.append(head).append(" refs/tags/take-").append(i).append('\n');
        }
        Files.writeString(git.resolve("packed-refs"), refs);

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(exported(plan, "film/.git/packed-refs")).isEqualTo(refs.toString());
        assertThat(plan.commits()).hasValue(1);
    }

    @Test
    void missingRefAmongMany_isNamed() throws IOException {
        Files.writeString(
                git.resolve("packed-refs"),
                film.git("rev-parse", "HEAD") + " refs/tags/there\n" + "1".repeat(40) + " refs/tags/gone\n");

        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .hasMessageContaining("refs/tags/gone points to the object " + "1".repeat(40) + ", which is missing");
    }

    @Test
    void paths_ofAnIndexWhoseFoldersAreMostlyGone_areAllUnclean() throws IOException {
        for (String path : new String[] {"reel/one/a.exr", "reel/one/b.exr", "reel/two/c.exr", "reel.txt"}) {
            film.file(path, path);
        }
        film.commit("Second");
        film.git("rm", "-r", "-q", "--cached", "reel/two/c.exr");
        film.git("update-index", "--refresh");
        Files.delete(film.folder().resolve("reel/one/a.exr"));
        Files.delete(film.folder().resolve("reel/one/b.exr"));
        Files.delete(film.folder().resolve("reel/one"));

        assertThat(Restored.plan(film.folder()).findings(Finding.Kind.NOT_CLEAN))
                .extracting(Finding::path)
                .contains(RawPath.of("film/reel/one/a.exr"), RawPath.of("film/reel/one/b.exr"));
    }
}
