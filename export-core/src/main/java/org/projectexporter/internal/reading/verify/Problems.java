package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.VerifyResult;
import org.projectexporter.internal.layout.ArchiveParts.Part;
import org.projectexporter.spi.RawPath;

/** Collects problems and locates them in the files of the archive. */
final class Problems {
    /** An archive with more problems needs another copy, not a longer list. */
    private static final int KEPT = 1000;

    private final List<Part> parts;
    private final List<Found> found = new ArrayList<>();
    private final List<VerifyResult.Problem> ofFiles = new ArrayList<>();
    private final boolean[] bad;
    private long more;

    /** A problem within the archive; its end may be set later. */
    static final class Found {
        private final long from;
        private final @Nullable RawPath entry;
        private final String what;
        private long to = -1;

        Found(long from, @Nullable RawPath entry, String what) {
            this.from = from;
            this.entry = entry;
            this.what = what;
        }

        /** Sets the end of its range: before byte {@code end} of the archive. */
        void endsBefore(long end) {
            to = end;
        }
    }

    Problems(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.bad = new boolean[parts.size()];
    }

    /** Records a problem of a whole file: part {@code index} of the archive, or -1 for another file. */
    void ofFile(Path file, int index, String what) {
        if (index >= 0 && index < bad.length) {
            bad[index] = true;
        }
        ofFiles.add(new VerifyResult.Problem(
                Optional.of(file), OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), what));
    }

    /** Records a problem within the archive, from byte {@code from} on; -1 if not known. */
    Found at(long from, @Nullable RawPath entry, String what) {
        Found problem = new Found(from, entry, what);
        if (found.size() < KEPT) {
            found.add(problem);
        } else {
            more++;
        }
        return problem;
    }

    /** Removes a problem. */
    void withdraw(Found problem) {
        found.remove(problem);
    }

    boolean isEmpty() {
        return found.isEmpty() && ofFiles.isEmpty();
    }

    /** Whether there is a problem within the archive, regardless of its files. */
    boolean hasFound() {
        return !found.isEmpty();
    }

    /** Drops the problems within the archive: they are all explained by volumes that do not belong to it. */
    void keepThoseOfFiles() {
        found.clear();
        more = 0;
    }

    /** All problems, those of whole files first. */
    List<VerifyResult.Problem> all() {
        List<VerifyResult.Problem> all = new ArrayList<>(ofFiles);
        found.forEach(problem -> all.add(locate(problem)));
        if (more > 0) {
            all.add(new VerifyResult.Problem(
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    "and " + more + " more like these"));
        }
        return all;
    }

    private VerifyResult.Problem locate(Found problem) {
        Optional<String> entry = Optional.ofNullable(problem.entry).map(RawPath::toString);
        long start = 0;
        for (int i = 0; i < parts.size() && problem.from >= 0; i++) {
            Part part = parts.get(i);
            long end = start + part.bytes();
            boolean last = i == parts.size() - 1;
            if ((problem.from < end && !isElsewhere(problem, i, end)) || last) {
                long from = Math.max(problem.from, start);
                OptionalLong length = problem.to > from ? OptionalLong.of(problem.to - from) : OptionalLong.empty();
                return new VerifyResult.Problem(
                        Optional.of(part.file()), OptionalLong.of(from - start), length, entry, problem.what);
            }
            start = end;
        }
        return new VerifyResult.Problem(
                Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), entry, problem.what);
    }

    /** Whether this part is proven intact, and another one that the range reaches into is not. */
    private boolean isElsewhere(Problems.Found problem, int part, long partEnd) {
        long start = partEnd;
        boolean later = false;
        for (int i = part + 1; i < bad.length && start < problem.to; i++) {
            later |= bad[i];
            start += parts.get(i).bytes();
        }
        return !bad[part] && later;
    }
}
