package org.projectexporter.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.MemoryFolder;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.meaning.HostileMeaning;
import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;
import org.projectexporter.testkit.meaning.HostileMeanings;
import org.projectexporter.testkit.meaning.MeaningProject;
import org.projectexporter.testkit.reseal.Resealed;

/**
 * Well-formed but hostile archives are refused or made harmless, wherever they are imported: an import touches nothing
 * outside its folder, and Git, when run on the result, neither does nor starts anything on their behalf.
 */
@Tag("import")
@TestInstance(Lifecycle.PER_CLASS)
abstract class HostileMeaningContract {
    private static final List<HostileMeaning> ALL = HostileMeanings.all();
    private static final List<String> FORMATS = List.of("zip", "tar");
    private static final String FOUND_WRONG = "the archive is damaged";

    private ImportedMeanings imported;

    /**
     * A folder to import to.
     *
     * @param memory an empty one in memory, if there is room
     * @param disk an empty one on the disk
     */
    abstract Path placesIn(Path memory, Path disk) throws IOException;

    /** Whether there is too little space for everything that is imported. */
    abstract boolean isSmall();

    @BeforeAll
    void importAll(@TempDir(factory = MemoryFolder.class) Path temp, @TempDir Path disk) throws IOException {
        Tools.require("git", "git-lfs", "strace", "bwrap");
        MeaningProject project = MeaningProject.make(temp);
        Exported exported = Exported.to(temp.resolve("out"), "tar", project.film());
        imported = new ImportedMeanings(project, Resealed.of(exported.archive()), placesIn(temp, disk), isSmall());
        for (String format : FORMATS) {
            imported.importAll(casesIn(format), format);
        }
        imported.letGitLoose();
    }

    /**
     * Of how many cases one is tried in a format: of 1 each in both, of 2 each in one of them, of 4 every other one.
     */
    abstract int share();

    private List<HostileMeaning> casesIn(String format) {
        return IntStream.range(0, ALL.size())
                .filter(i -> i % share() == FORMATS.indexOf(format) * (share() / FORMATS.size()))
                .mapToObj(ALL::get)
                .toList();
    }

    Stream<String> trials() {
        return FORMATS.stream()
                .flatMap(format -> casesIn(format).stream().map(meaning -> ImportedMeanings.key(meaning, format)));
    }

    @Test
    void casesAreManyAndEachHasItsName() {
        assertThat(ALL).hasSizeGreaterThan(150);
        assertThat(new HashSet<>(ALL.stream().map(HostileMeaning::name).toList()))
                .hasSameSizeAs(ALL);
    }

    @Test
    void importedTrees_areNotAllEqual() {
        assertThat(imported.trees()).isBetween(Math.min(50, 100 / share()), ALL.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trials")
    void archive_isRefusedOrHarmless(String key) {
        HostileImport made = imported.of(key);

        assertThat(made.touched()).as("what was touched").isEmpty();
        assertThat(made.started()).as("what was started").isEmpty();
        if (made.refusal() == null) {
            assertThat(made.meaning().outcome()).isIn(Outcome.HARMLESS, Outcome.REFUSED_OR_HARMLESS);
        } else {
            assertRefusal(made);
        }
    }

    /** Asserts that the refusal names the right cause, and that nothing is left. */
    private static void assertRefusal(HostileImport made) {
        assertThat(made.meaning().outcome()).as("of " + made.refusal()).isNotEqualTo(Outcome.HARMLESS);
        assertThat(made.refusal()).isInstanceOf(ExportException.class);
        if (made.meaning().outcome() != Outcome.FOUND_WRONG) {
            assertThat(made.refusal()).message().doesNotContain(FOUND_WRONG);
        }
        assertThat(made.left()).as("what is left").isEmpty();
    }
}
