package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.projectexporter.fakes.TestFiles;

class SortingSpoolTest {
    @TempDir
    Path temp;

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("film/" + i % 97 + (i % 3 == 0 ? "/" : "-") + i);
        }
        Collections.shuffle(names, new Random(1));
        return names;
    }

    @Test
    void merge_ofFourRuns_givesAllInTreeOrderAndLeavesNoRun() throws IOException {
        int count = 3 * 16_384 + 5;
        SortingSpool spool = new SortingSpool(temp);
        for (String name : names(count)) {
            spool.add(Draft.of(SampleEntries.file(name, 1)));
        }
        assertThat(TestFiles.names(temp)).hasSize(3);

        List<Draft> sorted = new ArrayList<>();
        try (SortingSpool.Merge merge = spool.merge()) {
            for (Draft draft = merge.next(); draft != null; draft = merge.next()) {
                sorted.add(draft);
            }
        }

        assertThat(sorted).hasSize(count).isSorted();
        assertThat(sorted.stream().map(Draft::path).distinct()).hasSize(count);
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void merge_ofMoreRunsThanAreOpenAtOnce_givesAllInTreeOrderAndLeavesNoRun() throws IOException {
        int count = 10 * 1_001;
        SortingSpool spool = new SortingSpool(temp, 10);
        for (String name : names(count)) {
            spool.add(Draft.of(SampleEntries.file(name, 1)));
        }

        List<Draft> sorted = new ArrayList<>();
        try (SortingSpool.Merge merge = spool.merge()) {
            assertThat(TestFiles.names(temp)).hasSizeLessThanOrEqualTo(32);
            for (Draft draft = merge.next(); draft != null; draft = merge.next()) {
                sorted.add(draft);
            }
        }

        assertThat(sorted).hasSize(count).isSorted();
        assertThat(sorted.stream().map(Draft::path).distinct()).hasSize(count);
        assertThat(TestFiles.names(temp)).isEmpty();
    }

    @Test
    void merge_ofNothing_isEmpty() throws IOException {
        try (SortingSpool.Merge merge = new SortingSpool(temp).merge()) {
            assertThat(merge.next()).isNull();
        }
    }

    @Test
    void merge_keepsWhatIdentifiesHardLinks() throws IOException {
        Draft draft = new Draft(SampleEntries.file("film/a", 3), Long.MAX_VALUE, Long.MIN_VALUE, 7);
        SortingSpool spool = new SortingSpool(temp);
        spool.add(draft);
        try (SortingSpool.Merge merge = spool.merge()) {
            assertThat(merge.next()).isEqualTo(draft);
        }
    }
}
