package org.projectexporter.internal.exporting.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.projectexporter.spi.PlannedEntry;

/**
 * Chooses samples of one group: evenly over its bytes, so that a file's chance grows with its size; or all of it if it
 * is small enough.
 */
final class SampleChoice {
    /** A group is sampled in so many places at least. */
    private static final int LEAST_PLACES = 4;

    private static final long USUAL_SAMPLE = 512 << 10;

    private final SampleGroup group;
    private final Consumer<Sample> samples;
    private final boolean all;
    private final long sampleBytes;
    private final double stride;
    private double next;
    private long position;
    private final List<PlannedEntry> run = new ArrayList<>();
    private long runBytes;

    /**
     * A choice.
     *
     * @param share how many bytes may be read
     * @param samples receives them
     */
    SampleChoice(SampleGroup group, long share, Consumer<Sample> samples) {
        this.group = group;
        this.samples = samples;
        this.all = share >= group.bytes();
        long places = Math.max(LEAST_PLACES, share / USUAL_SAMPLE);
        this.sampleBytes = all ? SampleGroups.LARGEST_SAMPLE : Math.max(1, share / places);
        this.stride = (double) group.bytes() / places;
        this.next = Math.max(0, (stride - sampleBytes) / 2);
    }

    /** Offers the next file of the group. */
    void offer(PlannedEntry file) {
        long end = position + file.size();
        if (file.size() > SampleGroups.LARGE_FILE) {
            offerLarge(file, end);
        } else {
            offerSmall(file, end);
        }
        position = end;
    }

    private void offerLarge(PlannedEntry file, long end) {
        if (all) {
            for (long from = 0; from < file.size(); from += sampleBytes) {
                add(file, from, Math.min(sampleBytes, file.size() - from));
            }
            return;
        }
        while (next < end) {
            long last = Math.max(0, file.size() - sampleBytes);
            add(file, Math.min((long) next - position, last), Math.min(sampleBytes, file.size()));
            next += stride;
        }
    }

    private void add(PlannedEntry file, long from, long bytes) {
        samples.accept(new Sample(group, List.of(file), Math.max(0, from), bytes));
    }

    private void offerSmall(PlannedEntry file, long end) {
        if (!all && run.isEmpty() && next >= end) {
            return;
        }
        run.add(file);
        runBytes += file.size();
        while (next < end) {
            next += stride;
        }
        if (runBytes >= (all ? sampleBytes - SampleGroups.LARGE_FILE : sampleBytes)) {
            finish();
        }
    }

    /** Ends the last sample; to be called after the last file. */
    void finish() {
        if (!run.isEmpty()) {
            samples.accept(new Sample(group, run, 0, runBytes));
            run.clear();
            runBytes = 0;
        }
    }
}
