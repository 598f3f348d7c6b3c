package org.projectexporter.sidecar.internal.figures;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often something happened, by a label of which there are few values; thread-safe. */
public final class Counts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String label) {
        counts.computeIfAbsent(label, unused -> new LongAdder()).increment();
    }

    /** The counts at this moment, sorted by label. */
    public Map<String, Long> now() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((label, count) -> now.put(label, count.sum()));
        return now;
    }
}
