package org.projectexporter.sidecar.internal.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A histogram of durations, by a label of which there are few values; thread-safe. It counts from the start of the
 * server, while the library that formats it is loaded only when it is first asked for.
 */
public final class Durations {
    private final double[] bounds;
    private final Map<String, Cells> labelled = new ConcurrentHashMap<>();

    /**
     * A histogram.
     *
     * @param seconds the upper bounds of its buckets, increasing; one without a bound is added
     */
    public Durations(double... seconds) {
        bounds = Arrays.copyOf(seconds, seconds.length + 1);
        bounds[seconds.length] = Double.POSITIVE_INFINITY;
    }

    /**
     * What was observed for a label.
     *
     * @param counts of each bucket alone, in the order of {@link #bounds}
     */
    public record Observed(List<Long> counts, double seconds) {
        public Observed {
            counts = List.copyOf(counts);
        }
    }

    private record Cells(List<LongAdder> counts, LongAdder nanos) {
        static Cells make(int number) {
            return new Cells(Stream.generate(LongAdder::new).limit(number).toList(), new LongAdder());
        }
    }

    /**
     * Adds a duration.
     *
     * @param nanos the difference of two values of {@link System#nanoTime}
     */
    public void observe(String label, long nanos) {
        Cells cells = labelled.computeIfAbsent(label, unused -> Cells.make(bounds.length));
        double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
        int bucket = 0;
        while (seconds > bounds[bucket]) {
            bucket++;
        }
        cells.counts().get(bucket).increment();
        cells.nanos().add(nanos);
    }

    /** The upper bounds of the buckets in seconds; the last one is infinite. */
    public List<Double> bounds() {
        return Arrays.stream(bounds).boxed().toList();
    }

    /** What was observed until now, sorted by label. */
    public Map<String, Observed> now() {
        Map<String, Observed> now = new TreeMap<>();
        labelled.forEach((label, cells) -> now.put(
                label,
                new Observed(
                        cells.counts().stream().map(LongAdder::sum).toList(),
                        (double) cells.nanos().sum() / TimeUnit.SECONDS.toNanos(1))));
        return now;
    }
}
