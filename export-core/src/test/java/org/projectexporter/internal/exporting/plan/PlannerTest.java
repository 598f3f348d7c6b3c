package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.fakes.FakeSource;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

@Timeout(60)
class PlannerTest {
    private static final RawPath NAME = RawPath.of("film");

    @TempDir
    Path temp;

    private final List<SourceResolver> sources = new ArrayList<>();
    private final CancellationToken cancellation = new CancellationToken();
    private ExportOptions options = ExportOptions.defaults();
    private Set<Path> own = Set.of();

    /** The result of a planner, read back. */
    private record Result(List<PlannedEntry> entries, List<Finding> findings, List<LeftOut.Count> leftOut) {
        List<String> paths() {
            return entries.stream().map(entry -> entry.path().toString()).toList();
        }

        PlannedEntry entry(String path) {
            return entries.stream()
                    .filter(entry -> entry.path().equals(RawPath.of(path)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path project() {
        return temp.resolve("project");
    }

    private Path file(String path) {
        return TestFiles.write(project().resolve(path), 10, 1);
    }

    private Result plan() throws IOException {
        Files.createDirectories(project());
        Path work = Files.createTempDirectory(temp, "work");
        OwnFiles ownFiles = new OwnFiles(own, project(), FileStat.read(project()));
        PlanRequest request = new PlanRequest(project(), NAME, options, ReadAccess.NONE, ownFiles);
        try (Planner planner = new Planner(request, sources, work, entry -> {}, cancellation)) {
            SealedPlan plan = planner.plan();
            List<PlannedEntry> entries = new ArrayList<>();
            try (SealedPlan.Reader reader = plan.open()) {
                for (PlannedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                    entries.add(entry);
                }
            }
            return new Result(
                    entries, planner.findings(), planner.facts("id", true).leftOut());
        }
    }

    private void source(int specificity, ProjectSource source) {
        sources.add(new FakeSource("source-" + sources.size(), specificity, context -> source));
    }

    /** Claims what matches the predicate, and plans it as one folder with a marker in it. */
    private static ProjectSource claiming(Predicate<RawPath> claims, String marker) {
        return new ProjectSource() {
            @Override
            public boolean claims(SourceItem item) {
                return claims.test(item.path());
            }

            @Override
            public void contribute(SourceItem item, PlanSink sink) throws IOException {
                String path = "film/" + item.path();
                sink.add(SampleEntries.directory(path));
                sink.add(SampleEntries.directory(path + "/" + marker));
            }
        };
    }

    private static ProjectSource protecting(String... paths) {
        return new ProjectSource() {
            @Override
            public boolean protects(RawPath path) {
                return List.of(paths).stream().map(RawPath::of).anyMatch(kept -> kept.startsWith(path));
            }
        };
    }

    @Test
    void plan_ofAnEmptyFolder_isTheFolder() throws IOException {
        assertThat(plan().paths()).containsExactly("film");
    }

    @Test
    void plan_holdsFilesFoldersAndLinksAsTheyAre() throws IOException {
        Path file = file("a/b.txt");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1, 5000)));
        Files.createSymbolicLink(project().resolve("a/c"), Path.of("nowhere"));
        Files.createDirectory(project().resolve("empty"));
        file(".hidden");

        Result result = plan();

        assertThat(result.paths())
                .containsExactly("film", "film/.hidden", "film/a", "film/a/b.txt", "film/a/c", "film/empty");
        assertThat(result.entry("film/a/b.txt").mode()).isEqualTo(0751);
        assertThat(result.entry("film/a/b.txt").mtime()).isEqualTo(Instant.ofEpochSecond(1, 5000));
        assertThat(result.entry("film/a/b.txt").size()).isEqualTo(10);
        assertThat(result.entry("film/a/c").linkTargetOrThrow()).isEqualTo(RawPath.of("nowhere"));
    }

    @Test
    void plan_ofSpecialFiles_namesThemAndLeavesThemOut() throws IOException {
        file("a");
        TestFiles.makeFifo(project().resolve("fifo"));

        Result result = plan();

        assertThat(result.paths()).containsExactly("film", "film/a");
        assertThat(result.findings())
                .containsExactly(Finding.of(Finding.Kind.SPECIAL_FILE, RawPath.of("film/fifo"), "fifo"));
    }

    @Test
    void plan_ofHardLinks_linksLaterNamesToTheFirst() throws IOException {
        Path file = file("b/one");
        Files.createLink(project().resolve("a-two"), file);

        Result result = plan();

        assertThat(result.entry("film/a-two").type()).isEqualTo(EntryType.FILE);
        assertThat(result.entry("film/b/one").linkTargetOrThrow()).isEqualTo(RawPath.of("film/a-two"));
    }

    @Test
    void plan_passesOverWhatTheExportMakesItself() throws IOException {
        file("a");
        own = Set.of(file("film.zip"), file(".film.zip.export/lock").getParent());

        assertThat(plan().paths()).containsExactly("film", "film/a");
    }

    @Test
    void plan_leavesOutWhatPatternsTakeAndCountsIt() throws IOException {
        file("04_Cache/x/1");
        file("04_Cache/2");
        file("a.tmp");
        file("x/b.tmp");
        file(".env");
        file("keep");
        Files.createSymbolicLink(project().resolve("c.tmp"), Path.of("a"));

        Result result = plan();

        assertThat(result.paths()).containsExactly("film", "film/keep", "film/x");
        assertThat(result.leftOut())
                .containsExactly(
                        new LeftOut.Count("*.tmp", "cache", null, 2, 20, 0, 0),
                        new LeftOut.Count("04_Cache/", "cache", null, 2, 20, 0, 0),
                        new LeftOut.Count(".env", "secret", null, 1, 10, 0, 0));
        assertThat(result.leftOut().stream().mapToLong(LeftOut.Count::files).sum())
                .isEqualTo(5);
    }

    @Test
    void plan_keepsWhatASourceProtectsFromDefaultsAndCountsIt() throws IOException {
        file("node_modules/x/tracked");
        file("node_modules/x/other");
        file("node_modules/y/other");
        file("tracked.tmp");
        source(100, protecting("node_modules/x/tracked", "tracked.tmp"));

        Result result = plan();

        assertThat(result.paths())
                .containsExactly(
                        "film",
                        "film/node_modules",
                        "film/node_modules/x",
                        "film/node_modules/x/tracked",
                        "film/tracked.tmp");
        assertThat(result.leftOut())
                .containsExactly(
                        new LeftOut.Count("*.tmp", "cache", null, 0, 0, 0, 1),
                        new LeftOut.Count("node_modules/", "cache", null, 2, 20, 0, 1));
    }

    @Test
    void plan_withAPatternOfTheUser_takesWhatASourceProtects() throws IOException {
        file("tracked.mov");
        options = ExportOptions.builder().exclude(List.of("*.mov")).build();
        source(100, protecting("tracked.mov"));

        Result result = plan();

        assertThat(result.paths()).containsExactly("film");
        assertThat(result.leftOut()).containsExactly(new LeftOut.Count("*.mov", "exclude", null, 1, 10, 1, 0));
    }

    @Test
    void plan_withAPatternOfTheUser_takesAProtectedFileInAFolderThatADefaultTakes() throws IOException {
        file("node_modules/x/tracked.mov");
        options = ExportOptions.builder().exclude(List.of("*.mov")).build();
        source(100, protecting("node_modules/x/tracked.mov"));

        Result result = plan();

        assertThat(result.paths()).doesNotContain("film/node_modules/x/tracked.mov");
        assertThat(result.leftOut()).containsExactly(new LeftOut.Count("*.mov", "exclude", null, 1, 10, 1, 0));
    }

    @Test
    void plan_asksTheMostSpecialSourceFirst() throws IOException {
        file("repo/x");
        source(100, claiming(RawPath.of("repo")::equals, "less-special"));
        source(200, claiming(RawPath.of("repo")::equals, "more-special"));

        assertThat(plan().paths()).containsExactly("film", "film/repo", "film/repo/more-special");
    }

    @Test
    void plan_ofAClaimedFolder_isNotMatchedByPatterns() throws IOException {
        file("wip.tmp/x");
        source(100, claiming(RawPath.of("wip.tmp")::equals, "claimed"));

        assertThat(plan().paths()).containsExactly("film", "film/wip.tmp", "film/wip.tmp/claimed");
    }

    @Test
    void plan_delegates_onlyToMoreSpecialSources() throws IOException {
        file("repo/lfs/x");
        List<Boolean> answers = new ArrayList<>();
        source(100, delegating(answers));
        source(200, claiming(RawPath.of("repo/lfs")::equals, "objects"));
        source(50, claiming(path -> path.startsWith(RawPath.of("repo")), "never"));

        assertThat(plan().paths()).containsExactly("film", "film/repo/lfs", "film/repo/lfs/objects");
        assertThat(answers).containsExactly(true, false);
    }

    private ProjectSource delegating(List<Boolean> answers) {
        return new ProjectSource() {
            @Override
            public boolean claims(SourceItem item) {
                return item.path().equals(RawPath.of("repo"));
            }

            @Override
            public void contribute(SourceItem item, PlanSink sink) throws IOException {
                for (String name : List.of("lfs", "refs")) {
                    RawPath path = item.path().resolve(name);
                    answers.add(sink.delegate(new SourceItem(item.file().resolve(name), path, item.stat())));
                }
            }
        };
    }

    @Test
    void plan_refines_filesOfTheWorkingTree() throws IOException {
        file("pointer");
        file("plain");
        source(100, new ProjectSource() {
            @Override
            public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
                return item.path().equals(RawPath.of("pointer"))
                        ? entry.withContent(sink.capture(new byte[99]), 99, entry.storage())
                        : entry;
            }
        });

        assertThat(plan().entry("film/pointer").size()).isEqualTo(99);
        assertThat(plan().entry("film/plain").size()).isEqualTo(10);
    }

    @Test
    void plan_ofARepositoryThatNoSourceClaims_saysWhatIsMissing() throws IOException {
        file("x/.git/config");

        assertThatThrownBy(this::plan)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("x/.git")
                .hasMessageContaining("export-git");
    }

    @Test
    void plan_afterCancelling_ends() {
        cancellation.cancel();

        assertThatThrownBy(this::plan).isInstanceOf(ExportCancelledException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/..", "./a", "a/./b", "a/../b", "a\0b"})
    void add_ofAnInvalidPath_isRefused(String path) throws IOException {
        source(1, new ProjectSource() {
            @Override
            public void finish(PlanSink sink) throws IOException {
                sink.add(SampleEntries.directory(path));
            }
        });

        assertThatThrownBy(this::plan).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "...", "..a", "a/.b", " ", "\\", "a\nb", "-"})
    void add_ofAPath_isPlanned(String path) throws IOException {
        source(1, new ProjectSource() {
            @Override
            public void finish(PlanSink sink) throws IOException {
                sink.add(SampleEntries.directory(path));
            }
        });

        assertThat(plan().paths()).contains(path);
    }

    @Test
    void plan_ofFilesThatCannotBeRead_namesAllOfThem() throws IOException {
        Path secret = file("z/secret");
        Path folder = file("closed/x").getParent();
        Files.setPosixFilePermissions(secret, Set.of());
        Files.setPosixFilePermissions(folder, Set.of());
        try {
            Assumptions.assumeFalse(Files.isReadable(secret), "root can read all files");
            assertThatThrownBy(this::plan).isInstanceOf(SourceException.class).hasMessageContaining("closed, z/secret");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void plan_ofAFolderThatCanBeListedButNotEntered_namesItOnce() throws IOException {
        Path folder = file("closed/x").getParent();
        file("closed/y");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r--------"));
        try {
            Assumptions.assumeFalse(Files.exists(folder.resolve("x")), "root can enter all folders");
            assertThatThrownBy(this::plan).hasMessageContaining("cannot read closed; ");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void close_closesEverySource_alsoWhereOneCannotBeOpened() {
        List<String> closed = new ArrayList<>();
        source(2, closing(closed, "first"));
        sources.add(new FakeSource("broken", 1, context -> {
            throw new IllegalStateException("broken");
        }));

        assertThatThrownBy(this::plan).hasMessage("broken");
        assertThat(closed).containsExactly("first");
    }

    @Test
    void close_ofASourceThatFails_closesTheOthersToo() {
        List<String> closed = new ArrayList<>();
        source(2, new ProjectSource() {
            @Override
            public void close() throws IOException {
                throw new IOException("cannot be closed");
            }
        });
        source(1, closing(closed, "second"));

        assertThatThrownBy(this::plan).hasMessage("cannot be closed");
        assertThat(closed).containsExactly("second");
    }

    private static ProjectSource closing(List<String> closed, String name) {
        return new ProjectSource() {
            @Override
            public void close() {
                closed.add(name);
            }
        };
    }
}
