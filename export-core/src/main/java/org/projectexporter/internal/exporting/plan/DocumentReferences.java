package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.internal.exporting.plan.DocumentReference.Status;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink.Frames;
import org.projectexporter.spi.PlanSink.Reference;
import org.projectexporter.spi.RawPath;

/** What the documents of the project refer to: finds it, has it planned, and records what became of each reference. */
final class DocumentReferences {
    /** A film has some ten thousand; a hostile document must not exhaust the memory. */
    private static final int MOST = 200_000;

    private static final int LONGEST_WRITTEN = 4_096;

    /**
     * One reference.
     *
     * @param exported the path in the archive of the target, or of one file of a sequence; null if nothing was found
     * @param ambiguous whether nothing was found since several files have the name
     */
    private record Found(DocumentReference known, boolean needed, @Nullable RawPath exported, boolean ambiguous) {}

    /** A sequence in a folder. */
    private record Sequence(Path folder, Frames frames) {}

    private final PlanContext context;
    private final References references;
    private final DependencyPlaces places;
    private final FolderNames names;
    private final NamedFiles named;
    private final Map<Sequence, FrameFiles> sequences = new HashMap<>();
    private final List<Found> all = new ArrayList<>();
    /** Targets that no planned entry has been seen of. */
    private final Set<RawPath> unplanned = new HashSet<>();

    private boolean tooMany;

    DocumentReferences(PlanContext context, References references, DependencyPlaces places) {
        this.context = context;
        this.references = references;
        this.places = places;
        this.names = new FolderNames(context, references::mayFollow);
        this.named = new NamedFiles(context, references::mayFollow);
    }

    /** Finds the target. Whether it is in the plan is known when the plan is sealed. */
    void refer(Reference reference) throws IOException {
        if (!context.options().includeDependencies()) {
            return;
        }
        if (all.size() == MOST) {
            tooMany = true;
            return;
        }
        Found found = find(reference);
        all.add(found);
        if (found.exported != null) {
            unplanned.add(found.exported);
        }
    }

    private Found find(Reference reference) throws IOException {
        Status notFound = Status.MISSING;
        boolean ambiguous = false;
        for (Path path : reference.paths()) {
            try {
                Path real = path.isAbsolute() ? real(path) : named.find(NativeNames.nameOf(path));
                if (NamedFiles.SEVERAL.equals(real)) {
                    ambiguous = true;
                    continue;
                }
                Found found = real == null || !references.mayFollow(real) ? null : at(real, reference);
                if (found != null) {
                    return found;
                }
                notFound = real == null || references.mayFollow(real) ? notFound : Status.OUTSIDE;
            } catch (AccessDeniedException e) {
                notFound = Status.OUTSIDE;
            }
        }
        Found missing = found(reference, notFound, null, null, null);
        return new Found(missing.known, missing.needed, null, ambiguous);
    }

    /** The path without links; null if there is nothing. */
    private @Nullable Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            return names.spelledDifferently(path);
        }
    }

    /** The target at a path that may be read; null if no file there is in the sequence. */
    private @Nullable Found at(Path real, Reference reference) throws IOException {
        Frames frames = reference.frames();
        if (frames == null) {
            boolean inside = takeAlong(real);
            RawPath target = inArchive(real, inside);
            return found(reference, inside ? Status.IN_PROJECT : Status.TAKEN_ALONG, target, null, target);
        }
        FrameFiles files = sequence(new Sequence(real, frames));
        if (files.one() == null) {
            return null;
        }
        boolean inside = real.startsWith(context.projectFolder());
        RawPath folder = inArchive(real, inside);
        return found(
                reference,
                inside ? Status.IN_PROJECT : Status.TAKEN_ALONG,
                folder,
                files.counted(),
                folder.resolve(files.one()));
    }

    /** Has the target planned, unless it is in the project. */
    private boolean takeAlong(Path real) {
        boolean inside = real.startsWith(context.projectFolder());
        if (!inside) {
            references.add(real);
        }
        return inside;
    }

    private FrameFiles sequence(Sequence sequence) throws IOException {
        FrameFiles known = sequences.get(sequence);
        if (known == null) {
            known = FrameFiles.of(
                    sequence.frames,
                    names.in(sequence.folder),
                    name -> takeAlong(NativeNames.resolve(sequence.folder, name)));
            sequences.put(sequence, known);
        }
        return known;
    }

    private RawPath inArchive(Path real, boolean inside) {
        if (!inside) {
            return places.of(real);
        }
        Path project = context.projectFolder();
        return context.inArchive(real.equals(project) ? RawPath.ROOT : NativeNames.bytesOf(project.relativize(real)));
    }

    private static Found found(
            Reference reference,
            Status status,
            @Nullable RawPath target,
            DocumentReference.@Nullable Frames frames,
            @Nullable RawPath exported) {
        String written = reference.written();
        String shown = written.length() > LONGEST_WRITTEN ? written.substring(0, LONGEST_WRITTEN) + "…" : written;
        return new Found(
                new DocumentReference(reference.from(), shown, status, target, frames),
                needed(reference),
                exported,
                false);
    }

    private static boolean needed(Reference reference) {
        Frames frames = reference.frames();
        return reference.needed()
                && (frames == null || frames.range() == null || frames.range().allNeeded());
    }

    /** To be called for each entry of the plan. */
    void planned(RawPath path) {
        unplanned.remove(path);
    }

    /** All references, sorted. To be called when the plan is sealed. */
    List<DocumentReference> list() {
        return sorted().map(this::settled).toList();
    }

    /** In an order that does not depend on that of the walk. */
    private Stream<Found> sorted() {
        return all.stream()
                .sorted(Comparator.comparing((Found found) -> found.known.from())
                        .thenComparing(found -> found.known.written()));
    }

    private DocumentReference settled(Found found) {
        DocumentReference known = found.known;
        boolean leftOut = found.exported != null && unplanned.contains(found.exported);
        return leftOut
                ? new DocumentReference(known.from(), known.written(), Status.LEFT_OUT, known.target(), known.frames())
                : known;
    }

    /** Reports what is missing, reference by reference, and what was not followed, document by document. */
    void report(PlanBuilder plan) {
        TreeMap<RawPath, Integer> outside = new TreeMap<>();
        TreeMap<RawPath, Integer> leftOut = new TreeMap<>();
        for (Found found : sorted().toList()) {
            DocumentReference reference = settled(found);
            switch (reference.status()) {
                case OUTSIDE -> outside.merge(reference.from(), 1, Integer::sum);
                case LEFT_OUT -> leftOut.merge(reference.from(), 1, Integer::sum);
                case MISSING -> missing(found, plan);
                default -> missingFrames(found, plan);
            }
        }
        outside.forEach((document, count) -> note(
                plan,
                document,
                count,
                " outside the project and every dependency root; add their folders as dependency roots to include"
                        + " them"));
        leftOut.forEach((document, count) -> note(plan, document, count, " that patterns leave out"));
        if (named.areTooMany()) {
            plan.report(new Finding(
                    Finding.Kind.UNRESOLVED,
                    null,
                    "documents name files without paths, and there are more than " + NamedFiles.MOST
                            + " files in the project and the dependency roots; they were not searched",
                    null,
                    -1));
        }
        if (tooMany) {
            plan.report(new Finding(
                    Finding.Kind.UNRESOLVED,
                    null,
                    "documents name more than " + MOST + " files; the others were not searched",
                    null,
                    -1));
        }
    }

    private static void note(PlanBuilder plan, RawPath document, int count, String what) {
        String files = count == 1 ? "names 1 file" : "names " + count + " files";
        plan.report(Finding.of(Finding.Kind.NOTE, document, files + what));
    }

    private static void missing(Found found, PlanBuilder plan) {
        if (found.ambiguous) {
            Finding.Kind kind = found.needed ? Finding.Kind.UNRESOLVED : Finding.Kind.NOTE;
            String what = "names " + found.known.written() + ", and several files are called so; none was taken";
            plan.report(Finding.of(kind, found.known.from(), what));
        } else if (found.needed) {
            String what = "names " + found.known.written() + ", which was not found";
            plan.report(Finding.of(Finding.Kind.UNRESOLVED, found.known.from(), what));
        }
    }

    private static void missingFrames(Found found, PlanBuilder plan) {
        DocumentReference.Frames frames = found.known.frames();
        if (found.needed && frames != null && frames.missing() > 0) {
            String what = "names " + frames.name() + " " + frames.first() + "-" + frames.last() + ", "
                    + frames.missing() + " missing";
            plan.report(Finding.of(Finding.Kind.UNRESOLVED, found.known.from(), what));
        }
    }
}
