package org.projectexporter.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.fakes.FakeSource;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

@Timeout(60)
class DependenciesTest {
    private static final RawPath NAME = RawPath.of("film");

    @TempDir
    Path temp;

    private Path project;
    private Path stock;
    private final List<SourceResolver> sources = new ArrayList<>(List.of(new DependencySourceResolver()));
    private final List<Path> roots = new ArrayList<>();
    private List<String> exclude = List.of();
    private Set<Path> own = Set.of();

    /** What a planner has made, read back. */
    private record Result(List<PlannedEntry> entries, PlanFacts facts) {
        /** The paths of the dependencies. */
        List<String> paths() {
            return entries.stream()
                    .map(entry -> entry.path().toString())
                    .filter(path -> path.startsWith("film.dependencies"))
                    .toList();
        }

        List<String> map() {
            return facts.dependencies().stream()
                    .map(dependency -> dependency.from() + " -> " + dependency.target())
                    .toList();
        }

        List<String> findings() {
            return facts.findings().stream()
                    .map(finding -> finding.kind() + " " + finding.path() + " " + finding.detail())
                    .toList();
        }
    }

    @BeforeEach
    void makeFolders() throws IOException {
        temp = temp.toRealPath();
        project = Files.createDirectories(temp.resolve("work/film"));
        stock = Files.createDirectories(temp.resolve("stock"));
        roots.add(stock);
    }

    private static Path file(Path file) {
        return TestFiles.write(file, 10, 1);
    }

    private Path link(String name, Path target) throws IOException {
        Path link = project.resolve(name);
        Files.createDirectories(link.getParent());
        return Files.createSymbolicLink(link, target);
    }

    private Result plan() throws IOException {
        return plan(Files.createTempDirectory(temp, "plan"));
    }

    private Planner planner(Path work) throws IOException {
        ExportOptions options = ExportOptions.builder()
                .includeDependencies(true)
                .exclude(exclude)
                .build();
        ReadAccess access = new ReadAccess(roots, false);
        return new Planner(project, NAME, options, access, new CancellationToken(), work, sources, entry -> {});
    }

    private Result plan(Path work) throws IOException {
        Path folder = own.isEmpty() ? project : own.iterator().next().getParent();
        OwnFiles ownFiles = new OwnFiles(own, folder, FileStat.read(folder));
        try (Planner planner = planner(work)) {
            List<PlannedEntry> entries = new ArrayList<>();
            try (SealedPlan.Reader reader = planner.plan(ownFiles).open()) {
                for (PlannedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                    entries.add(entry);
                }
            }
            return new Result(entries, PlanFacts.of(planner.facts("id", true).toBytes()));
        }
    }

    @Test
    void plan_bringsFilesAndFoldersThatLinksLeadTo_eachOnce() throws IOException {
        file(stock.resolve("rain/a.wav"));
        file(stock.resolve("rain/deep/b.wav"));
        file(stock.resolve("sky.mov"));
        file(stock.resolve("not-asked-for"));
        link("rain", stock.resolve("rain"));
        link("deep", stock.resolve("rain/deep"));
        link("sky", stock.resolve("sky.mov"));
        link("scenes/sky", Path.of("../../../stock/sky.mov"));
        link("b", stock.resolve("rain/deep/b.wav"));

        Result result = plan();

        assertThat(result.paths())
                .containsExactly(
                        "film.dependencies",
                        "film.dependencies/stock",
                        "film.dependencies/stock/rain",
                        "film.dependencies/stock/rain/a.wav",
                        "film.dependencies/stock/rain/deep",
                        "film.dependencies/stock/rain/deep/b.wav",
                        "film.dependencies/stock/sky.mov");
        assertThat(result.map())
                .containsExactly(
                        "film/b -> film.dependencies/stock/rain/deep/b.wav",
                        "film/deep -> film.dependencies/stock/rain/deep",
                        "film/rain -> film.dependencies/stock/rain",
                        "film/scenes/sky -> film.dependencies/stock/sky.mov",
                        "film/sky -> film.dependencies/stock/sky.mov");
        assertThat(result.findings()).isEmpty();
        assertThat(result.facts().outside()).containsExactly(stock);
        assertThat(result.entries())
                .filteredOn(entry -> entry.path().startsWith(RawPath.of("film.dependencies")))
                .allMatch(entry -> entry.role() == EntryRole.DEPENDENCY);
    }

    @Test
    void plan_ofALinkThatLeadsIntoNoAllowedFolder_listsItAndPlansNothing() throws IOException {
        Path secret = file(temp.resolve("other/secret"));
        link("secret", secret);
        Files.createSymbolicLink(stock.resolve("detour"), secret);
        link("detour", stock.resolve("detour"));
        link("beside", file(temp.resolve("stock-beside/x")));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.map()).isEmpty();
        assertThat(result.findings())
                .containsExactlyInAnyOrder(
                        "NOT_ALLOWED film/secret leads out of the project, and into no folder that is allowed",
                        "NOT_ALLOWED film/detour leads out of the project, and into no folder that is allowed",
                        "NOT_ALLOWED film/beside leads out of the project, and into no folder that is allowed");
        assertThat(result.facts().outside()).isEmpty();
    }

    @Test
    void plan_followsLinksOfDependencies_alsoRound() throws IOException {
        file(stock.resolve("a/1"));
        file(stock.resolve("b/2"));
        file(stock.resolve("c/3"));
        Files.createSymbolicLink(stock.resolve("a/to-b"), Path.of("../b"));
        Files.createSymbolicLink(stock.resolve("b/to-a"), Path.of("../a"));
        Files.createSymbolicLink(stock.resolve("b/to-hop"), stock.resolve("hop"));
        Files.createSymbolicLink(stock.resolve("hop"), stock.resolve("c/3"));
        Files.createSymbolicLink(stock.resolve("b/to-all"), stock);
        Files.createSymbolicLink(stock.resolve("b/to-film"), project.resolve("script"));
        file(project.resolve("script"));
        link("a", stock.resolve("a"));

        Result result = plan();

        assertThat(result.map())
                .containsExactly(
                        "film/a -> film.dependencies/stock/a",
                        "film.dependencies/stock/a/to-b -> film.dependencies/stock/b",
                        "film.dependencies/stock/b/to-a -> film.dependencies/stock/a",
                        "film.dependencies/stock/b/to-all -> film.dependencies/stock",
                        "film.dependencies/stock/b/to-hop -> film.dependencies/stock/c/3",
                        "film.dependencies/stock/hop -> film.dependencies/stock/c/3");
        assertThat(result.paths()).doesNotHaveDuplicates().contains("film.dependencies/stock/c/3");
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void plan_ofLinksThatLeadNowhereOrIntoTheProject_addsNothing() throws IOException {
        file(project.resolve("a"));
        link("inside", project.resolve("a"));
        link("inside-by-detour", Path.of("../film/a"));
        link("nowhere", stock.resolve("gone"));
        link("through-a-file", file(stock.resolve("file")).resolve("x"));
        link("round", Path.of("round-2"));
        link("round-2", Path.of("round"));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.findings())
                .containsExactlyInAnyOrder(
                        "NOTE film/nowhere leads nowhere",
                        "NOTE film/through-a-file leads nowhere",
                        "NOTE film/round leads nowhere",
                        "NOTE film/round-2 leads nowhere");
    }

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
                .contains("NOTE film.dependencies/work holds the project itself, which is not repeated in it");
    }

    @Test
    void plan_ofTheArchiveThatIsMade_isNoDependency() throws IOException {
        own = Set.of(file(stock.resolve("film.zip")));
        link("archive", stock.resolve("film.zip"));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.findings())
                .containsExactly("NOTE film.dependencies/stock/film.zip is what this export makes itself");
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
    void plan_intoAGitFolder_isNotAllowed() throws IOException {
        link("config", file(stock.resolve("repository/.git/config")));
        link("git", stock.resolve("repository/.git"));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.findings())
                .hasSize(2)
                .allMatch(finding -> finding.startsWith("NOT_ALLOWED film/") && finding.contains("a Git folder"));
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

    /** As the source of repositories does: claims {@code .git}, counts commits when it is done. */
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
                        EntryRole.GIT,
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
    void plan_ofAFolderThatASourceRefuses_listsItAndGoesOn() throws IOException {
        file(stock.resolve("bare/HEAD"));
        file(stock.resolve("a"));
        link("bare", stock.resolve("bare"));
        link("a", stock.resolve("a"));
        sources.add(new Refusing());

        Result result = plan();

        assertThat(result.paths())
                .containsExactly("film.dependencies", "film.dependencies/stock", "film.dependencies/stock/a");
        assertThat(result.map()).containsExactly("film/a -> film.dependencies/stock/a");
        assertThat(result.findings()).containsExactly("NOT_ALLOWED film.dependencies/stock/bare no such folders here");
    }

    private static final class Refusing implements SourceResolver {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public int specificity() {
            return 100;
        }

        @Override
        public ProjectSource open(SourceContext context) throws SourceException {
            if (Files.exists(context.projectFolder().resolve("HEAD"))) {
                throw new SourceException("no such folders here");
            }
            return new ProjectSource() {};
        }
    }

    @Test
    void plan_withRootsOfOneNameAndOneInAnother_givesEachFileOnePlace() throws IOException {
        Path second = Files.createDirectories(temp.resolve("elsewhere/stock"));
        roots.add(second);
        roots.add(Files.createDirectories(stock.resolve("inner")));
        roots.add(project);
        link("a", file(stock.resolve("inner/a")));
        link("b", file(second.resolve("b")));
        link("c", file(project.resolve("d")));

        assertThat(plan().map())
                .containsExactly("film/a -> film.dependencies/stock/inner/a", "film/b -> film.dependencies/stock-2/b");
    }

    @Test
    void plan_keepsNamesThatAreNoText() throws IOException {
        RawPath odd = RawPath.of(new byte[] {'a', (byte) 0xff, '\n'});
        Path folder = Files.createDirectory(NativeNames.resolve(stock, odd));
        file(NativeNames.resolve(folder, odd));
        link("odd", folder);

        Result result = plan();

        RawPath place = RawPath.of("film.dependencies/stock").resolve(odd);
        assertThat(result.entries()).extracting(PlannedEntry::path).contains(place, place.resolve(odd));
        assertThat(result.facts().dependencies()).containsExactly(new Dependency(RawPath.of("film/odd"), place));
    }

    @Test
    void plan_withATargetThatIsFoundLaterThanWhatLiesInIt_plansEachOnce() throws IOException {
        file(stock.resolve("set/inner/x"));
        file(stock.resolve("set/inner/y"));
        Files.createSymbolicLink(stock.resolve("set/inner/up"), stock.resolve("set"));
        link("inner", stock.resolve("set/inner"));
        link("x", stock.resolve("set/inner/x"));

        Result result = plan();

        assertThat(result.paths())
                .doesNotHaveDuplicates()
                .contains("film.dependencies/stock/set/inner/x", "film.dependencies/stock/set/inner/y");
        assertThat(result.map()).hasSize(3);
    }

    /** A contributor's source: the lines of a timeline name media. */
    private static final class Timelines implements SourceResolver {
        @Override
        public String name() {
            return "timelines";
        }

        @Override
        public int specificity() {
            return 20;
        }

        @Override
        public ProjectSource open(SourceContext context) {
            return new ProjectSource() {
                @Override
                public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
                    if (item.isFile() && item.name().toString().endsWith(".timeline")) {
                        for (String line : Files.readAllLines(item.file())) {
                            sink.refer(entry.path(), item.file().resolveSibling(line));
                        }
                    }
                    return entry;
                }
            };
        }
    }

    @Test
    void plan_withASourceOfAContributor_bringsWhatItNames() throws IOException {
        file(stock.resolve("day1.mov"));
        file(stock.resolve("day2.mov"));
        file(project.resolve("here.mov"));
        sources.add(new Timelines());
        Files.write(
                project.resolve("cut.timeline"),
                Arrays.asList(stock.resolve("day1.mov").toString(), "../../stock/day2.mov", "here.mov", "/etc/passwd"));

        Result result = plan();

        assertThat(result.map())
                .containsExactly(
                        "film/cut.timeline -> film.dependencies/stock/day1.mov",
                        "film/cut.timeline -> film.dependencies/stock/day2.mov");
        assertThat(result.findings()).hasSize(1).first().asString().startsWith("NOT_ALLOWED film/cut.timeline ");
        assertThat(result.facts().findings()).extracting(Finding::kind).allMatch(Finding.Kind::isUnexpected);
    }

    @Test
    void plan_twice_isTheSame() throws IOException {
        file(stock.resolve("a/1"));
        link("a", stock.resolve("a"));
        link("b", stock.resolve("a/1"));

        assertThat(plan().entries()).isEqualTo(plan().entries());
    }

    @Test
    void plan_ofWhatAProtectedFolderHoldsAndALinkFoundLaterLeadsTo_plansItOnce() throws IOException {
        file(stock.resolve("set/04_Cache/x"));
        Files.createSymbolicLink(stock.resolve("set/x"), stock.resolve("set/04_Cache/x"));
        link("set", stock.resolve("set"));
        sources.add(new FakeSource("tracked", 100, context -> new ProjectSource() {
            @Override
            public boolean protects(RawPath path) {
                return path.startsWith(RawPath.of("04_Cache"));
            }
        }));

        Result result = plan();

        assertThat(result.paths()).doesNotHaveDuplicates().contains("film.dependencies/stock/set/04_Cache/x");
        assertThat(result.map()).contains("film.dependencies/stock/set/x -> film.dependencies/stock/set/04_Cache/x");
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
        PlannedEntry gone = result.entries().stream()
                .filter(entry -> entry.role() == EntryRole.GIT_OBJECT)
                .findFirst()
                .orElseThrow();

        List<String> found = new ArrayList<>();
        try (Planner planner = planner(work);
                SealedPlan.Reader reader =
                        planner.addenda(planner.sealedPlan(), List.of(gone)).open()) {
            for (PlannedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                found.add(entry.path().toString());
            }
        }

        assertThat(asked).containsExactly(project + " 0", stock + " 1");
        assertThat(found).containsExactly("film.dependencies/stock/library/.git/objects/ab/found");
    }

    private static PlannedEntry object(RawPath path) {
        return PlannedEntry.directory(path, EntryRole.GIT_OBJECT, Instant.EPOCH, 0755);
    }
}
