package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
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
import org.projectexporter.spi.SourceResolver;

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
    private final Companions companions;
    private final NamedFiles named;
    private final Map<Sequence, FrameFiles> sequences = new HashMap<>();
    private final List<Found> all = new ArrayList<>();
    /** Targets that no planned entry has been seen of. */
    private final Set<RawPath> unplanned = new HashSet<>();

    /** References that are to be found next. */
    private final Deque<Reference> ready = new ArrayDeque<>();

    private final TreeMap<RawPath, Path> linksOfMedia = new TreeMap<>();
    private final UsedMedia media;
    private int received;
    private boolean tooMany;

    DocumentReferences(
            PlanContext context, References references, DependencyPlaces places, Collection<SourceResolver> resolvers) {
        this.context = context;
        this.references = references;
        this.places = places;
        this.names = new FolderNames(context, references::mayFollow);
        this.media = new UsedMedia(context.options(), project());
        this.named = new NamedFiles(context, references::mayFollow);
        this.companions = new Companions(context, resolvers, references::mayFollow);
    }

    /** The project's folder in the archive. */
    RawPath project() {
        return context.inArchive(RawPath.ROOT);
    }

    UsedMedia media() {
        return media;
    }

    /** Finds the target. Whether it is in the plan is known when the plan is sealed. */
    void refer(Reference reference) throws IOException {
        if (!context.options().includeDependencies()) {
            return;
        }
        if (received == MOST) {
            tooMany = true;
            return;
        }
        received++;
        if (!media.postpones(reference)) {
            ready.add(reference);
            findReady();
        }
    }

    private void findReady() throws IOException {
        while (!ready.isEmpty()) {
            Found found = find(ready.remove());
            all.add(found);
            if (found.exported != null) {
                unplanned.add(found.exported);
            }
        }
    }

    /** Whether a link is in a media folder: then it is not followed, unless a document names what it leads to. */
    boolean postponesLink(RawPath from, Path target) {
        boolean postponed = media.folderOf(from) != null;
        if (postponed) {
            linksOfMedia.put(from, target);
        }
        return postponed;
    }

    /**
     * Keeps all media if it is not known what is used of them. To be called when everything is planned.
     *
     * @return whether there may be more to plan
     */
    boolean keepMediaIfUnknown(PlanBuilder plan) throws IOException {
        if (media.folders().isEmpty()) {
            return false;
        }
        if (!tooMany && !named.areTooMany() && plan.findings().stream().noneMatch(this::hidesReferences)) {
            plan.findings().removeIf(finding -> finding.kind() == Finding.Kind.UNRESOLVED);
            for (RawPath folder : media.unusedFolders()) {
                String what = "no document names a file in this media folder, so nothing in it is exported";
                plan.report(Finding.of(Finding.Kind.NOTE, folder, what));
            }
            return false;
        }
        ready.addAll(media.useAll());
        findReady();
        linksOfMedia.forEach((from, target) -> plan.reportIfAny(references.refer(from, target)));
        plan.report(Finding.note("the media folders are exported completely, since it is unknown what some documents"
                + " use; exclude or repair these documents to have only the media that are used"));
        return true;
    }

    /** Whether a document that is exported could not be read. */
    private boolean hidesReferences(Finding finding) {
        RawPath path = finding.path();
        return finding.kind() == Finding.Kind.UNRESOLVED && (path == null || !media.isUnused(path));
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
                if (found != null && real != null) {
                    useLinks(path, real);
                    return found;
                }
                notFound = real == null || references.mayFollow(real) ? notFound : Status.OUTSIDE;
            } catch (AccessDeniedException e) {
                notFound = Status.OUTSIDE;
            }
        }
        Found missing = found(reference, notFound, null, null, null, List.of());
        return new Found(missing.known, missing.needed, null, ambiguous);
    }

    /** Has the links exported through which a path leads to a target, and their own targets listed. */
    private void useLinks(Path path, Path real) throws IOException {
        if (media.folders().isEmpty() || !path.startsWith(context.projectFolder())) {
            return;
        }
        for (Path link : LinksOnPath.below(context.projectFolder(), path)) {
            RawPath from = inArchive(link, true);
            ready.addAll(media.use(from));
            if (media.folderOf(from) != null && link.toRealPath().equals(real)) {
                references.refer(from, link);
            }
        }
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
            return found(
                    reference,
                    inside ? Status.IN_PROJECT : Status.TAKEN_ALONG,
                    target,
                    null,
                    target,
                    takeCompanions(real));
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
                folder.resolve(files.one()),
                takeCompanions(NativeNames.resolve(real, files.one())));
    }

    /** Has what belongs to the target planned too. */
    private List<RawPath> takeCompanions(Path real) throws IOException {
        List<RawPath> taken = new ArrayList<>();
        for (Path companion : companions.of(real)) {
            taken.add(inArchive(companion, takeAlong(companion)));
        }
        return taken;
    }

    /** Has the target planned. In the project it is planned anyway, unless it is in a media folder. */
    private boolean takeAlong(Path real) {
        boolean inside = real.startsWith(context.projectFolder());
        if (inside) {
            ready.addAll(media.use(inArchive(real, true)));
        } else {
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
            @Nullable RawPath exported,
            List<RawPath> with) {
        String written = reference.written();
        String shown = written.length() > LONGEST_WRITTEN ? written.substring(0, LONGEST_WRITTEN) + "…" : written;
        return new Found(
                new DocumentReference(reference.from(), shown, status, target, frames, with),
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
        return leftOut ? known.with(Status.LEFT_OUT) : known;
    }

    /** Reports what is missing, reference by reference, and what was not followed, document by document. */
    void report(PlanBuilder plan) {
        ReferenceFindings findings = new ReferenceFindings(plan);
        sorted().forEach(found -> findings.add(settled(found), found.needed(), found.ambiguous()));
        findings.report();
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
}
