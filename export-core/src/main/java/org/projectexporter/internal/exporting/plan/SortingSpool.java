package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/** Sorts any number of drafts by path in fixed memory: sorted runs in the work folder are merged when read. */
final class SortingSpool {
    private static final int RUN_ENTRIES = 16_384;
    /** Runs that are merged, and thus open, at once. */
    private static final int MOST_RUNS = 32;

    private final Path folder;
    private final String name;
    private final int runEntries;
    private final List<Path> runs = new ArrayList<>();
    private int runsMade;
    private final List<Draft> buffer = new ArrayList<>();

    SortingSpool(Path folder) {
        this(folder, RUN_ENTRIES);
    }

    /** A spool that keeps fewer entries in memory. */
    SortingSpool(Path folder, int runEntries) {
        this(folder, "plan", runEntries);
    }

    /** A spool that may be used at the same time as those with other names. */
    SortingSpool(Path folder, String name) {
        this(folder, name, RUN_ENTRIES);
    }

    private SortingSpool(Path folder, String name, int runEntries) {
        this.folder = folder;
        this.name = name;
        this.runEntries = runEntries;
    }

    void add(Draft draft) throws IOException {
        buffer.add(draft);
        if (buffer.size() == runEntries) {
            spill();
        }
    }

    private void spill() throws IOException {
        Collections.sort(buffer);
        Path run = newRun();
        try (WireWriter out = new WireWriter(Files.newOutputStream(run))) {
            out.writeInt(buffer.size());
            for (Draft draft : buffer) {
                Draft.write(out, draft);
            }
        }
        runs.add(run);
        buffer.clear();
    }

    private Path newRun() {
        return folder.resolve(name + "-run-" + runsMade++);
    }

    /** Merges the oldest runs into one. */
    private void mergeOldest() throws IOException {
        List<Path> oldest = List.copyOf(runs.subList(0, MOST_RUNS));
        Path merged = newRun();
        try (Merge merge = new Merge(oldest);
                WireWriter out = new WireWriter(Files.newOutputStream(merged))) {
            out.writeInt(merge.left());
            for (Draft draft = merge.next(); draft != null; draft = merge.next()) {
                Draft.write(out, draft);
            }
        }
        runs.removeAll(oldest);
        runs.add(merged);
    }

    /**
     * Merges all drafts in order. The caller closes the result, which removes the runs; nothing may be added any more.
     */
    Merge merge() throws IOException {
        if (!buffer.isEmpty()) {
            spill();
        }
        while (runs.size() > MOST_RUNS) {
            mergeOldest();
        }
        return new Merge(runs);
    }

    /** Reads several sorted runs as one. */
    static final class Merge implements Drafts, Closeable {
        private final PriorityQueue<Run> heads =
                new PriorityQueue<>((a, b) -> a.headOrThrow().compareTo(b.headOrThrow()));
        private final List<Run> open = new ArrayList<>();

        private Merge(List<Path> files) throws IOException {
            for (Path file : files) {
                Run run = new Run(file);
                open.add(run);
                run.advance();
                heads.add(run);
            }
        }

        /** The number of drafts in all runs that are not at their end. */
        private int left() {
            return heads.stream().mapToInt(run -> run.left + 1).reduce(0, Math::addExact);
        }

        @Override
        public @Nullable Draft next() throws IOException {
            Run run = heads.poll();
            if (run == null) {
                return null;
            }
            Draft draft = run.headOrThrow();
            if (run.advance()) {
                heads.add(run);
            }
            return draft;
        }

        @Override
        public void close() throws IOException {
            for (Run run : open) {
                run.close();
            }
        }
    }

    private static final class Run implements Closeable {
        private final Path file;
        private final WireReader in;
        private int left;
        private @Nullable Draft head;

        private Run(Path file) throws IOException {
            this.file = file;
            in = new WireReader(Files.newInputStream(file), Files.size(file), Origin.temporary(file));
            left = in.readInt();
        }

        private Draft headOrThrow() {
            if (head == null) {
                throw new IllegalStateException("the run is at its end");
            }
            return head;
        }

        private boolean advance() throws IOException {
            head = left > 0 ? Draft.read(in) : null;
            left--;
            return head != null;
        }

        @Override
        public void close() throws IOException {
            in.close();
            Files.deleteIfExists(file);
        }
    }
}
