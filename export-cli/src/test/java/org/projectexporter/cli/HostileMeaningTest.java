package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.testkit.Tools;
import org.projectexporter.testkit.meaning.HostileMeaning;
import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;
import org.projectexporter.testkit.meaning.HostileMeanings;
import org.projectexporter.testkit.meaning.MeaningProject;
import org.projectexporter.testkit.reseal.Resealed;

/**
 * Archives that are sound and mean harm are refused or harmless: an import touches nothing outside its folder, and Git, let loose on what
 * came in, neither does nor starts anything of theirs.
 */
@Tag("import")
class HostileMeaningTest {
    private static final List<HostileMeaning> ALL = HostileMeanings.all();
    private static final String FOUND_WRONG = "the archive is not as it was made";

    @TempDir
    static Path temp;

    private static ImportedMeanings imported;

    @BeforeAll
    static void importAll() throws IOException {
        Tools.require("git", "git-lfs", "strace", "bwrap");
        MeaningProject project = MeaningProject.make(temp);
        Exported exported = Exported.to(temp.resolve("out"), "tar", project.film());
        imported = new ImportedMeanings(project, Resealed.of(exported.archive()), temp);
        imported.importAll(ALL, "zip");
        imported.importAll(ALL, "tar");
        imported.letGitLoose();
    }

    static Stream<String> trials() {
        return Stream.of("zip", "tar")
                .flatMap(format -> ALL.stream().map(meaning -> ImportedMeanings.key(meaning, format)));
    }

    @Test
    void casesAreManyAndEachHasItsName() {
        assertThat(ALL).hasSizeGreaterThan(150);
        assertThat(new HashSet<>(ALL.stream().map(HostileMeaning::name).toList()))
                .hasSameSizeAs(ALL);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void archive_isRefusedOrHarmless(String key) {
        ImportedMeanings.Trial trial = imported.of(key);

        assertThat(trial.touched).as("what was touched").isEmpty();
        assertThat(trial.started).as("what was started").isEmpty();
        if (trial.refusal == null) {
            assertThat(trial.meaning.outcome()).isIn(Outcome.HARMLESS, Outcome.REFUSED_OR_HARMLESS);
        } else {
            assertRefusal(trial);
        }
    }

    /** It says why, of the right thing, and nothing is left of it. */
    private static void assertRefusal(ImportedMeanings.Trial trial) {
        assertThat(trial.meaning.outcome()).as("of " + trial.refusal).isNotEqualTo(Outcome.HARMLESS);
        assertThat(trial.refusal).isInstanceOf(ExportException.class);
        if (trial.meaning.outcome() == Outcome.FOUND_WRONG) {
            assertThat(trial.refusal).hasMessageContaining(FOUND_WRONG);
        } else {
            assertThat(trial.refusal).message().doesNotContain(FOUND_WRONG);
        }
        assertThat(trial.planted).as("what was there before").containsAll(trial.left);
    }
}
