package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.fakes.FakeSource;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/** Which contents of a folder are exported as dependencies. */
class DependencyFoldersTest extends DependencyPlanning {
    @Test
    void plan_ofAFolderThatHoldsTheProjectAndTheTarget_repeatsNeither() throws IOException {
        file(project.resolve("script"));
        Path out = Files.createDirectories(temp.resolve("work/out"));
        file(temp.resolve("work/notes"));
        own = Set.of(
                file(out.resolve("film.zip")),
                file(out.resolve(".film.zip.export/plan")).getParent());
        roots.add(temp.resolve("work"));
        link("all", temp.resolve("work"));
        link("archive", out.resolve("film.zip"));
        link("plan", out.resolve(".film.zip.export/plan"));

        Result result = plan();

        assertThat(result.paths())
                .containsExactly(
                        "film.dependencies",
                        "film.dependencies/work",
                        "film.dependencies/work/notes",
                        "film.dependencies/work/out");
        assertThat(result.map()).containsExactly("film/all -> film.dependencies/work");
        assertThat(result.findings())
                .contains("NOTE film.dependencies/work contains the project itself, which is not repeated in it");
    }

    @Test
    void plan_ofTheArchiveItself_isNotADependency() throws IOException {
        own = Set.of(file(stock.resolve("film.zip")));
        link("archive", stock.resolve("film.zip"));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.findings())
                .containsExactly("NOTE film.dependencies/stock/film.zip is created by this export itself");
    }

    @Test
    void plan_leavesOutWhatPatternsTake_alsoWhereALinkLeadsStraightToIt() throws IOException {
        file(stock.resolve("set/a.tmp"));
        file(stock.resolve("set/.env"));
        file(stock.resolve("set/a.mov"));
        file(stock.resolve("set/b.wav"));
        TestFiles.write(
                stock.resolve("set/.exportignore"), "*.wav\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        file(stock.resolve("04_Cache/x"));
        file(stock.resolve("settings/.env"));
        exclude = List.of("*.mov");
        link("set", stock.resolve("set"));
        link("cache", stock.resolve("04_Cache"));
        link("env", stock.resolve("settings/.env"));
        link("deep-in-cache", stock.resolve("04_Cache/x"));

        Result result = plan();

        assertThat(result.paths())
                .containsExactly(
                        "film.dependencies",
                        "film.dependencies/stock",
                        "film.dependencies/stock/04_Cache",
                        "film.dependencies/stock/04_Cache/x",
                        "film.dependencies/stock/set",
                        "film.dependencies/stock/set/.exportignore");
        assertThat(result.map())
                .containsExactly(
                        "film/deep-in-cache -> film.dependencies/stock/04_Cache/x",
                        "film/set -> film.dependencies/stock/set");
        assertThat(result.facts().leftOut())
                .extracting(count -> count.reason() + " " + count.pattern() + " " + count.file() + " " + count.files())
                .containsExactly(
                        "cache *.tmp null 1",
                        "cache 04_Cache/ null 1",
                        "exclude *.mov null 1",
                        "exportignore *.wav film.dependencies/stock/set/.exportignore 1",
                        "secret .env null 2");
    }

    @Test
    void plan_ofAFifo_listsItAndNeverOpensIt() throws IOException {
        TestFiles.makeFifo(stock.resolve("fifo"));
        Files.createDirectories(stock.resolve("set"));
        TestFiles.makeFifo(stock.resolve("set/fifo"));
        link("fifo", stock.resolve("fifo"));
        link("null", Path.of("/dev/null"));
        link("set", stock.resolve("set"));
        link("set-fifo", stock.resolve("set/fifo"));
        roots.add(Path.of("/dev"));

        Result result = plan();

        assertThat(result.paths())
                .containsExactly("film.dependencies", "film.dependencies/stock", "film.dependencies/stock/set");
        assertThat(result.map()).containsExactly("film/set -> film.dependencies/stock/set");
        assertThat(result.findings())
                .containsExactlyInAnyOrder(
                        "SPECIAL_FILE film.dependencies/stock/fifo fifo",
                        "SPECIAL_FILE film.dependencies/stock/set/fifo fifo",
                        "SPECIAL_FILE film.dependencies/dev/null device");
    }

    @Test
    void plan_ofWhatCannotBeRead_namesIt() throws IOException {
        Path file = file(stock.resolve("closed"));
        Files.setPosixFilePermissions(file, Set.of());
        Assumptions.assumeFalse(Files.isReadable(file), "root can read all files");
        link("closed", file);

        assertThatThrownBy(this::plan)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film.dependencies/stock/closed");
    }

    @Test
    void plan_ofARepository_isHandedToASourceOfItsOwn() throws IOException {
        file(stock.resolve("library/.git/secret"));
        file(stock.resolve("library/a"));
        link("library", stock.resolve("library"));
        List<Path> opened = new ArrayList<>();
        sources.add(new FakeSource("git", 100, context -> {
            opened.add(context.projectFolder());
            return snapshot(context);
        }));

        Result result = plan();

        assertThat(opened).containsExactly(project, stock.resolve("library"));
        assertThat(result.paths())
                .containsExactly(
                        "film.dependencies",
                        "film.dependencies/stock",
                        "film.dependencies/stock/library",
                        "film.dependencies/stock/library/.git",
                        "film.dependencies/stock/library/a");
        assertThat(result.facts().project().commits()).hasValue(7);
    }

    /** Like the source of repositories: claims {@code .git}, and counts commits at the end. */
    private ProjectSource snapshot(SourceContext context) {
        return new ProjectSource() {
            @Override
            public boolean claims(SourceItem item) {
                return item.isNamed(RawPath.of(".git"));
            }

            @Override
            public void contribute(SourceItem item, PlanSink sink) throws IOException {
                sink.add(PlannedEntry.directory(
                        context.inArchive(item.path()),
                        EntryRole.REPOSITORY,
                        item.stat().mtime(),
                        0755));
            }

            @Override
            public void finish(PlanSink sink) {
                boolean isProject = context.projectFolder().equals(project);
                sink.commits(OptionalLong.of(isProject ? 7 : 1000), List.of());
            }
        };
    }

    @Test
    void addenda_ofAnotherRun_asksSourcesAtTheAllowedFolder() throws IOException {
        file(stock.resolve("library/.git/objects/ab/cdef"));
        link("library", stock.resolve("library"));
        List<String> asked = new ArrayList<>();
        sources.add(new FakeSource("git", 100, context -> new ProjectSource() {
            @Override
            public boolean claims(SourceItem item) {
                return item.isNamed(RawPath.of(".git"));
            }

            @Override
            public void contribute(SourceItem item, PlanSink sink) throws IOException {
                sink.add(object(context.inArchive(item.path()).resolve("objects/ab/cdef")));
            }

            @Override
            public void addenda(List<PlannedEntry> vanished, PlanSink sink) throws IOException {
                asked.add(context.projectFolder() + " " + vanished.size());
                for (PlannedEntry entry : vanished) {
                    sink.add(object(entry.path().parent().resolve("found")));
                }
            }
        }));
        Path work = Files.createTempDirectory(temp, "plan");
        Result result = plan(work);
        int checksum = checksumOf(work.resolve("plan"));
        PlannedEntry gone = result.entries().stream()
                .filter(entry -> entry.role() == EntryRole.REPOSITORY_OBJECT)
                .findFirst()
                .orElseThrow();

        List<String> found = new ArrayList<>();
        try (Planner planner = planner(work);
                SealedPlan.Reader reader = planner.addenda(planner.sealedPlan(checksum, FileMark.EMPTY), List.of(gone))
                        .open()) {
            for (PlannedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                found.add(entry.path().toString());
            }
        }

        assertThat(asked).containsExactly(project + " 0", stock + " 1");
        assertThat(found).containsExactly("film.dependencies/stock/library/.git/objects/ab/found");
    }

    /** The last four bytes of the file. */
    private static int checksumOf(Path plan) throws IOException {
        byte[] bytes = Files.readAllBytes(plan);
        return ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
    }

    private static PlannedEntry object(RawPath path) {
        return PlannedEntry.directory(path, EntryRole.REPOSITORY_OBJECT, Instant.EPOCH, 0755);
    }
}
