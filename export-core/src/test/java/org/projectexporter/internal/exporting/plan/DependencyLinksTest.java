package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.fakes.FakeSource;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/** The targets of links and sources are exported, each once, however it is reached. */
class DependencyLinksTest extends DependencyPlanning {
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
                        "NOTE film/nowhere the target of this link does not exist",
                        "NOTE film/through-a-file the target of this link does not exist",
                        "NOTE film/round the target of this link does not exist",
                        "NOTE film/round-2 the target of this link does not exist");
    }

    @Test
    void plan_keepsNamesThatAreNotText() throws IOException {
        RawPath odd = RawPath.of(new byte[] {'a', (byte) 0xff, '\n'});
        Path folder = Files.createDirectory(NativeNames.resolve(stock, odd));
        file(NativeNames.resolve(folder, odd));
        link("odd", folder);

        Result result = plan();

        RawPath place = RawPath.of("film.dependencies/stock").resolve(odd);
        assertThat(result.entries()).extracting(PlannedEntry::path).contains(place, place.resolve(odd));
        assertThat(result.facts().dependencies())
                .containsExactly(new PlanFacts.Dependency(RawPath.of("film/odd"), place));
    }

    @Test
    void plan_withATargetFoundAfterItsContents_plansEachOnce() throws IOException {
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
}
