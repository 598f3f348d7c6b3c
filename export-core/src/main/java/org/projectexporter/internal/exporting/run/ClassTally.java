package org.projectexporter.internal.exporting.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.Excluded;
import org.projectexporter.ExportOutline.FileClass;
import org.projectexporter.spi.RawPath;

/** Counts files by class, and keeps the largest of each as examples. */
final class ClassTally {
    private static final int MOST_EXAMPLES = 3;

    private record Example(RawPath path, long bytes) {}

    private static final class Files {
        private final PriorityQueue<Example> largest = new PriorityQueue<>(Comparator.comparingLong(Example::bytes));
        private long files;
        private long bytes;

        private List<RawPath> examples() {
            List<Example> sorted = new ArrayList<>(largest);
            sorted.sort(Comparator.comparingLong(Example::bytes).reversed());
            return sorted.stream().map(Example::path).toList();
        }
    }

    private final Map<FileClass, Files> classes = new EnumMap<>(FileClass.class);

    /** Counts a file. */
    void add(FileClass fileClass, RawPath path, long bytes) {
        Files counted = classes.computeIfAbsent(fileClass, first -> new Files());
        counted.files++;
        counted.bytes += bytes;
        if (counted.largest.size() < MOST_EXAMPLES) {
            counted.largest.add(new Example(path, bytes));
        } else if (counted.largest.element().bytes < bytes) {
            counted.largest.remove();
            counted.largest.add(new Example(path, bytes));
        }
    }

    /** Number of files in all. */
    long files() {
        return classes.values().stream().mapToLong(counted -> counted.files).sum();
    }

    /** Their bytes. */
    long bytes() {
        return classes.values().stream().mapToLong(counted -> counted.bytes).sum();
    }

    /** The classes that have files, and what is left out. */
    List<ClassTotal> totals(List<Excluded> leftOut) {
        List<ClassTotal> totals = new ArrayList<>();
        classes.forEach((fileClass, counted) ->
                totals.add(new ClassTotal(fileClass, counted.files, counted.bytes, counted.examples())));
        if (!leftOut.isEmpty()) {
            totals.add(new ClassTotal(
                    FileClass.LEFT_OUT,
                    leftOut.stream().mapToLong(Excluded::files).sum(),
                    leftOut.stream().mapToLong(Excluded::bytes).sum(),
                    leftOut.stream()
                            .flatMap(excluded -> excluded.examples().stream())
                            .limit(MOST_EXAMPLES)
                            .toList()));
        }
        return totals;
    }
}
