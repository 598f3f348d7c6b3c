package org.projectexporter.internal.exporting.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

class SampleChoiceTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    private final List<Sample> samples = new ArrayList<>();

    private static PlannedEntry file(int number, long bytes) {
        return PlannedEntry.file(
                RawPath.of("film/" + number),
                EntryRole.WORKING_TREE,
                bytes,
                Instant.EPOCH,
                0644,
                new Content.OfFile(Path.of("/film/" + number)),
                StorageHint.AUTO);
    }

    private void choose(List<PlannedEntry> files, long share) {
        SampleGroup group = new SampleGroup(null, null);
        files.forEach(file -> group.add(file.size()));
        SampleChoice choice = new SampleChoice(group, share, samples::add);
        files.forEach(choice::offer);
        choice.finish();
    }

    private static List<PlannedEntry> files(int count, long bytes) {
        List<PlannedEntry> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(file(i, bytes));
        }
        return files;
    }

    private long bytes() {
        return samples.stream().mapToLong(Sample::bytes).sum();
    }

    @Test
    void smallGroup_isTakenWhole_eachByteOnce() {
        choose(files(300, 50 * KIB), 20 * MIB);
        assertThat(bytes()).isEqualTo(300 * 50 * KIB);
        assertThat(samples.stream().flatMap(sample -> sample.files().stream())).doesNotHaveDuplicates();
        assertThat(samples).allMatch(sample -> sample.bytes() <= SampleGroups.LARGEST_SAMPLE);
    }

    @Test
    void largeFileOfASmallGroup_isTakenInParts() {
        choose(List.of(file(1, 10 * MIB + 7)), 20 * MIB);
        assertThat(samples).extracting(Sample::from).containsExactly(0L, 4 * MIB, 8 * MIB);
        assertThat(bytes()).isEqualTo(10 * MIB + 7);
    }

    @Test
    void largeGroup_isSampledEvenly_withinItsShare() {
        choose(files(10_000, 100 * KIB), 8 * MIB);
        assertThat(bytes()).isBetween(7 * MIB, 12 * MIB);
        assertThat(samples).hasSize(16);
        assertThat(samples.stream().map(sample -> sample.files().get(0).path().toString()))
                .doesNotHaveDuplicates()
                .anyMatch(path -> path.startsWith("film/9"))
                .anyMatch(path -> path.length() == "film/123".length());
    }

    /** One file has nine tenths of all bytes, so it has about nine tenths of the samples. */
    @Test
    void chanceOfAFile_growsWithItsSize() {
        List<PlannedEntry> files = new ArrayList<>(files(10, 100 * MIB));
        files.add(file(99, 9_000 * MIB));
        choose(files, 16 * MIB);
        assertThat(samples).hasSize(32);
        assertThat(samples.stream()
                        .filter(sample ->
                                sample.files().get(0).path().toString().equals("film/99")))
                .hasSizeBetween(27, 30);
        assertThat(samples)
                .allMatch(sample -> sample.from() >= 0
                        && sample.from() + sample.bytes()
                                <= sample.files().get(0).size());
    }

    @Test
    void tinyShare_isFourPlaces() {
        choose(files(1_000_000 / 100, 1), 800);
        assertThat(samples).hasSize(4);
        assertThat(bytes()).isBetween(796L, 804L);
    }
}
