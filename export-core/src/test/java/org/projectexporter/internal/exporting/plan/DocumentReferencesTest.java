package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/** What becomes of the references in documents. */
class DocumentReferencesTest extends DependencyPlanning {
    /** The lines of a timeline name media: {@code PATH}, {@code ?PATH} if not needed, {@code FOLDER|before|4|after|1-9}. */
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
        public boolean refinesSingleFiles() {
            return true;
        }

        @Override
        public ProjectSource open(SourceContext context) {
            return new ProjectSource() {
                @Override
                public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
                    if (item.isFile() && item.name().toString().endsWith(".timeline")) {
                        for (String line : Files.readAllLines(item.file())) {
                            sink.refer(reference(item.file(), entry.path(), line));
                        }
                    }
                    return entry;
                }
            };
        }

        private static PlanSink.Reference reference(Path file, RawPath from, String line) {
            String[] parts = line.split("\\|", -1);
            boolean needed = !line.startsWith("?");
            List<Path> paths = Arrays.stream((needed ? parts[0] : parts[0].substring(1)).split(" or "))
                    .filter(path -> !path.isEmpty())
                    .map(file::resolveSibling)
                    .toList();
            PlanSink.Reference reference = PlanSink.Reference.of(from, line, paths);
            if (parts.length > 1) {
                reference = reference.withFrames(new PlanSink.Frames(
                        RawPath.of(parts[1]), Integer.parseInt(parts[2]), RawPath.of(parts[3]), range(parts[4])));
            }
            return needed ? reference : reference.notNeeded();
        }

        private static PlanSink.Frames.Range range(String text) {
            String[] ends = text.split("-", -1);
            return ends.length < 2
                    ? null
                    : new PlanSink.Frames.Range(Long.parseLong(ends[0]), Long.parseLong(ends[1]), 1, ends.length == 2);
        }
    }

    @BeforeEach
    void addSource() {
        sources.add(new Timelines());
    }

    private void timeline(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private static List<String> references(Result result) {
        return result.facts().references().stream()
                .map(reference -> reference.from() + " " + reference.written() + ": " + reference.status()
                        + (reference.target() == null ? "" : " " + reference.target())
                        + (reference.frames() == null ? "" : " " + reference.frames()))
                .toList();
    }

    @Test
    void references_areListedWithTheirStatus_andOnlyWhatIsAllowedComesAlong() throws IOException {
        file(stock.resolve("sky.mov"));
        file(project.resolve("here.mov"));
        Path outside = file(temp.resolve("private/other.mov"));
        timeline(
                project.resolve("edit/cut.timeline"),
                stock.resolve("sky.mov").toString(),
                "../here.mov",
                outside.toString(),
                "gone.mov",
                "?proxy.mov",
                "gone.mov or ../here.mov",
                "");

        Result result = plan();

        String from = "film/edit/cut.timeline ";
        assertThat(references(result))
                .containsExactlyInAnyOrder(
                        from + stock.resolve("sky.mov") + ": TAKEN_ALONG film.dependencies/stock/sky.mov",
                        from + "../here.mov: IN_PROJECT film/here.mov",
                        from + outside + ": OUTSIDE",
                        from + "gone.mov: MISSING",
                        from + "?proxy.mov: MISSING",
                        from + "gone.mov or ../here.mov: IN_PROJECT film/here.mov",
                        from + ": MISSING");
        assertThat(result.paths())
                .containsExactly("film.dependencies", "film.dependencies/stock", "film.dependencies/stock/sky.mov");
        assertThat(result.map()).isEmpty();
        assertThat(result.findings())
                .containsExactly(
                        "UNRESOLVED film/edit/cut.timeline names , which was not found",
                        "UNRESOLVED film/edit/cut.timeline names gone.mov, which was not found",
                        "NOTE film/edit/cut.timeline names 1 file outside the project and every dependency root;"
                                + " add their folders as dependency roots to include them");
    }

    @Test
    void timelinesThatNameTimelines_areFollowed_andCyclesEnd() throws IOException {
        file(stock.resolve("deep/a.mov"));
        timeline(project.resolve("1.timeline"), stock.resolve("2.timeline").toString());
        timeline(stock.resolve("2.timeline"), "deep/3.timeline", "../work/film/1.timeline");
        timeline(stock.resolve("deep/3.timeline"), "a.mov", "../2.timeline", "3.timeline");

        Result result = plan();

        assertThat(result.paths())
                .contains(
                        "film.dependencies/stock/2.timeline",
                        "film.dependencies/stock/deep/3.timeline",
                        "film.dependencies/stock/deep/a.mov");
        assertThat(references(result))
                .containsExactly(
                        "film/1.timeline " + stock.resolve("2.timeline") + ": TAKEN_ALONG"
                                + " film.dependencies/stock/2.timeline",
                        "film.dependencies/stock/2.timeline ../work/film/1.timeline: IN_PROJECT film/1.timeline",
                        "film.dependencies/stock/2.timeline deep/3.timeline: TAKEN_ALONG"
                                + " film.dependencies/stock/deep/3.timeline",
                        "film.dependencies/stock/deep/3.timeline ../2.timeline: TAKEN_ALONG"
                                + " film.dependencies/stock/2.timeline",
                        "film.dependencies/stock/deep/3.timeline 3.timeline: TAKEN_ALONG"
                                + " film.dependencies/stock/deep/3.timeline",
                        "film.dependencies/stock/deep/3.timeline a.mov: TAKEN_ALONG"
                                + " film.dependencies/stock/deep/a.mov");
    }

    @Test
    void sequences_areTakenWhole_andReportedAsOne() throws IOException {
        for (int i = 1001; i <= 1010; i++) {
            file(stock.resolve("shot/shot." + i + ".exr"));
        }
        Files.delete(stock.resolve("shot/shot.1004.exr"));
        file(stock.resolve("shot/shot.1011.exr"));
        file(stock.resolve("shot/shot.01005.exr"));
        file(stock.resolve("shot/shot.thumb.exr"));
        file(project.resolve("plate/p7.png"));
        file(project.resolve("plate/p12.png"));
        timeline(
                project.resolve("cut.timeline"),
                stock.resolve("shot") + "|shot.|4|.exr|1001-1010",
                stock.resolve("shot") + "|shot.|4|.exr|1001-1012-",
                "plate|p|1|.png|",
                "plate|p|1|.png|1-12",
                "plate||0|.png|",
                "plate|q|1|.png|");

        Result result = plan();

        String shot = "film/cut.timeline " + stock.resolve("shot");
        assertThat(references(result))
                .containsExactlyInAnyOrder(
                        shot + "|shot.|4|.exr|1001-1010: TAKEN_ALONG film.dependencies/stock/shot"
                                + " Frames[name=shot.####.exr, first=1001, last=1010, files=9, missing=1]",
                        shot + "|shot.|4|.exr|1001-1012-: TAKEN_ALONG film.dependencies/stock/shot"
                                + " Frames[name=shot.####.exr, first=1001, last=1012, files=10, missing=2]",
                        "film/cut.timeline plate|p|1|.png|: IN_PROJECT film/plate"
                                + " Frames[name=p#.png, first=7, last=12, files=2, missing=0]",
                        "film/cut.timeline plate|p|1|.png|1-12: IN_PROJECT film/plate"
                                + " Frames[name=p#.png, first=1, last=12, files=2, missing=10]",
                        "film/cut.timeline plate||0|.png|: IN_PROJECT film/plate"
                                + " Frames[name=*.png, first=0, last=0, files=2, missing=0]",
                        "film/cut.timeline plate|q|1|.png|: MISSING");
        assertThat(result.paths())
                .contains("film.dependencies/stock/shot/shot.1011.exr", "film.dependencies/stock/shot/shot.1001.exr")
                .noneMatch(path -> path.contains("01005") || path.contains("thumb"))
                .hasSize(3 + 10);
        assertThat(result.findings())
                .containsExactlyInAnyOrder(
                        "UNRESOLVED film/cut.timeline names shot.####.exr 1001-1010, 1 missing",
                        "UNRESOLVED film/cut.timeline names p#.png 1-12, 10 missing",
                        "UNRESOLVED film/cut.timeline names plate|q|1|.png|, which was not found");
    }

    @Test
    void aSequenceWithLinks_takesWhatTheyLeadTo_ifThatIsAllowed() throws IOException {
        Path shot = Files.createDirectories(stock.resolve("shot"));
        file(stock.resolve("pool/a.exr"));
        Files.createSymbolicLink(shot.resolve("s.1.exr"), stock.resolve("pool/a.exr"));
        Files.createSymbolicLink(shot.resolve("s.2.exr"), file(temp.resolve("private/b.exr")));
        timeline(project.resolve("cut.timeline"), shot + "|s.|1|.exr|1-2");

        Result result = plan();

        assertThat(result.paths())
                .contains("film.dependencies/stock/shot/s.1.exr", "film.dependencies/stock/pool/a.exr")
                .noneMatch(path -> path.contains("b.exr"));
        assertThat(result.map())
                .containsExactly("film.dependencies/stock/shot/s.1.exr -> film.dependencies/stock/pool/a.exr");
        assertThat(result.findings()).hasSize(1).first().asString().startsWith("NOT_ALLOWED");
    }

    @Test
    void anotherSpelling_ofCaseOrAccents_isFound_whereItIsTheOnlyOne() throws IOException {
        file(stock.resolve("Day 1/Caf\u00e9.MOV"));
        file(stock.resolve("Day 1/two.mov"));
        file(stock.resolve("Day 1/TWO.mov"));
        file(temp.resolve("private/Secret.mov"));
        timeline(
                project.resolve("cut.timeline"),
                stock.resolve("day 1/cafe\u0301.mov").toString(),
                stock.resolve("Day 1/Two.mov").toString(),
                temp.resolve("private/secret.mov").toString());

        assertThat(references(plan()))
                .containsExactlyInAnyOrder(
                        "film/cut.timeline " + stock.resolve("day 1/cafe\u0301.mov")
                                + ": TAKEN_ALONG film.dependencies/stock/Day 1/Caf\u00e9.MOV",
                        "film/cut.timeline " + stock.resolve("Day 1/Two.mov") + ": MISSING",
                        "film/cut.timeline " + temp.resolve("private/secret.mov") + ": MISSING");
    }

    @Test
    void whatPatternsLeaveOut_isListedAsLeftOut() throws IOException {
        file(project.resolve("old.tmp"));
        file(project.resolve("a.wav"));
        file(stock.resolve("b.wav"));
        exclude = List.of("*.wav");
        timeline(
                project.resolve("cut.timeline"),
                "old.tmp",
                "a.wav",
                stock.resolve("b.wav").toString());

        Result result = plan();

        assertThat(references(result))
                .containsExactly(
                        "film/cut.timeline " + stock.resolve("b.wav") + ": LEFT_OUT film.dependencies/stock/b.wav",
                        "film/cut.timeline a.wav: LEFT_OUT film/a.wav",
                        "film/cut.timeline old.tmp: LEFT_OUT film/old.tmp");
        assertThat(result.findings()).containsExactly("NOTE film/cut.timeline names 3 files that patterns leave out");
    }

    @Test
    void referencesIntoAGitFolderOutside_areNotFollowed() throws IOException {
        file(stock.resolve("library/.git/config"));
        timeline(
                project.resolve("cut.timeline"),
                stock.resolve("library/.git/config").toString());

        Result result = plan();

        assertThat(references(result)).hasSize(1).first().asString().endsWith(": OUTSIDE");
        assertThat(result.paths()).isEmpty();
    }

    @Test
    void facts_areTheSameWhenTheyAreReadBack() throws IOException {
        file(stock.resolve("s.1.exr"));
        timeline(project.resolve("cut.timeline"), stock + "|s.|1|.exr|1-2", "gone");

        PlanFacts facts = plan().facts();

        assertThat(PlanFacts.of(facts.toBytes(), Path.of("facts"))).isEqualTo(facts);
    }
}
