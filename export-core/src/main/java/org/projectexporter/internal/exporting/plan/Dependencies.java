package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.SourceException;
import org.projectexporter.internal.exporting.exclude.ExclusionRules.Match;
import org.projectexporter.internal.exporting.exclude.IgnoreFiles;
import org.projectexporter.internal.exporting.plan.References.Reference;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/**
 * Plans what the project refers to outside of itself: files, and folders as if each were a project, with sources of its
 * own, so that a repository there is exported as a snapshot too. Their own references follow by the same rules, until
 * there are no new ones.
 *
 * <p>A file may be planned by two nested trees; the plan keeps it once ({@link DistinctDrafts}).
 */
final class Dependencies {
    private static final int FOLDER_MODE = 0755;

    private final PlanContext context;
    private final Collection<SourceResolver> resolvers;
    private final References references;
    private final DependencyPlaces places;
    private final DocumentReferences documents;
    private final Map<Path, PlanContext> trees = new HashMap<>();
    private final Set<Path> seen = new HashSet<>();
    private final Set<Path> missing = new HashSet<>();
    private final Set<Path> foldersAbove = new HashSet<>();
    private boolean isBegun;
    private @Nullable PlanContext lastAround;

    Dependencies(PlanContext context, Collection<SourceResolver> resolvers) {
        this.context = context;
        this.resolvers = resolvers;
        this.references = new References(context);
        this.places = new DependencyPlaces(context.inArchive(RawPath.ROOT), context.roots());
        this.documents = new DocumentReferences(context, references, places, resolvers);
        seen.add(context.projectFolder());
    }

    References references() {
        return references;
    }

    DocumentReferences documents() {
        return documents;
    }

    DependencyPlaces places() {
        return places;
    }

    /** Plans everything that is referred to. To be called when the project is planned. */
    void plan(PlanBuilder plan) throws IOException {
        try (SingleFiles files = new SingleFiles(resolvers, plan)) {
            Path next = references.poll();
            while (next != null) {
                context.checkCancelled();
                planOrMiss(next, files, plan);
                next = references.poll();
                if (next == null) {
                    files.finishLast(); // which may find more
                    next = references.poll();
                }
            }
        }
    }

    private void planOrMiss(Path real, SingleFiles files, PlanBuilder plan) throws IOException {
        try {
            plan(real, FileStat.read(real), files, plan);
        } catch (NoSuchFileException e) {
            missing.add(real);
            plan.report(Finding.of(Finding.Kind.VANISHED, places.of(real), "vanished before it was read"));
        }
    }

    private void plan(Path real, FileStat stat, SingleFiles files, PlanBuilder plan) throws IOException {
        boolean isFolder = stat.kind() == FileStat.Kind.DIRECTORY;
        boolean special = !isFolder && stat.kind() != FileStat.Kind.FILE && stat.kind() != FileStat.Kind.SYMBOLIC_LINK;
        if (special || context.own().holds(real)) {
            missing.add(real);
        }
        if (isInATree(real, isFolder) || !seen.add(real)) {
            return;
        }
        Match match = matchOfName(real, isFolder);
        if (special) {
            String kind = stat.kind().name().toLowerCase(Locale.ROOT);
            plan.report(Finding.of(Finding.Kind.SPECIAL_FILE, places.of(real), kind));
        } else if (context.own().holds(real)) {
            plan.report(Finding.of(Finding.Kind.NOTE, places.of(real), "is created by this export itself"));
        } else if (match != null) {
            missing.add(real);
            leaveOut(real, stat, match, plan);
        } else {
            context.readsOutside(places.rootOf(real));
            addFoldersAbove(real, plan);
            addTarget(real, stat, files, plan);
        }
    }

    /** Whether it is exported with a folder above it. */
    private boolean isInATree(Path real, boolean isFolder) {
        for (Path above = trees.isEmpty() ? null : real.getParent(); above != null; above = above.getParent()) {
            PlanContext tree = trees.get(above);
            if (tree != null && !tree.isTaken(NativeNames.bytesOf(above.relativize(real)), isFolder)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The pattern that matches its name; not applied to the folders above it, nor to a folder that the caller has
     * allowed by name.
     */
    private @Nullable Match matchOfName(Path real, boolean isFolder) {
        return real.equals(places.rootOf(real))
                ? null
                : context.rules().match(NativeNames.nameOf(real), isFolder, IgnoreFiles.NONE);
    }

    private static SourceItem item(Path real, FileStat stat) {
        return new SourceItem(real, NativeNames.nameOf(real), stat);
    }

    private void addTarget(Path real, FileStat stat, SingleFiles files, PlanBuilder plan) throws IOException {
        if (stat.kind() == FileStat.Kind.DIRECTORY) {
            addTree(real, plan);
        } else {
            files.add(item(real, stat), around(real));
        }
    }

    private void leaveOut(Path real, FileStat stat, Match match, PlanBuilder plan) throws IOException {
        new FilesSource(around(real), plan.ofTree(List.of()), EntryRole.DEPENDENCY, Set.of())
                .leaveOut(item(real, stat), match);
    }

    /** The context of the parent folder. */
    private PlanContext around(Path real) {
        Path folder = Objects.requireNonNull(real.getParent(), "a path with a name");
        PlanContext around = lastAround;
        if (around == null || !around.projectFolder().equals(folder)) {
            around = context.at(folder, places.of(folder));
            lastAround = around;
        }
        return around;
    }

    private void addTree(Path real, PlanBuilder plan) throws IOException {
        PlanContext tree = context.at(real, places.of(real));
        try (OpenSources sources = new OpenSources()) {
            if (!open(sources, tree, plan)) {
                missing.add(real);
                return;
            }
            trees.put(real, tree);
            if (context.projectFolder().startsWith(real)) {
                String what = "contains the project itself, which is not repeated in it";
                plan.report(Finding.of(Finding.Kind.NOTE, places.of(real), what));
            }
            PlanBuilder ofTree = plan.ofTree(sources.all());
            new FilesSource(tree, ofTree, EntryRole.DEPENDENCY, seen).walk();
            ofTree.finishSources();
        }
    }

    /**
     * Opens the sources; a folder that one of them cannot export is left out completely, before anything in it is
     * planned.
     */
    private boolean open(OpenSources sources, PlanContext tree, PlanBuilder plan) throws IOException {
        try {
            sources.open(resolvers, tree);
            return true;
        } catch (SourceException e) {
            plan.report(
                    Finding.of(Finding.Kind.NOT_ALLOWED, tree.inArchive(RawPath.ROOT), String.valueOf(e.getMessage())));
            return false;
        }
    }

    /** The folders between {@code NAME.dependencies} and the target, each once. */
    private void addFoldersAbove(Path real, PlanBuilder plan) throws IOException {
        if (!isBegun) {
            isBegun = true;
            FileStat project = FileStat.read(context.projectFolder());
            plan.add(PlannedEntry.directory(places.folder(), EntryRole.DEPENDENCY, project.mtime(), FOLDER_MODE));
        }
        Path root = places.rootOf(real);
        Deque<Path> newFolders = new ArrayDeque<>();
        for (Path folder = real; !folder.equals(root) && !foldersAbove.contains(folder.getParent()); ) {
            folder = Objects.requireNonNull(folder.getParent(), "a folder below the root");
            newFolders.push(folder);
        }
        for (Path folder : newFolders) {
            FileStat stat = FileStat.read(folder);
            plan.add(PlannedEntry.directory(places.of(folder), EntryRole.DEPENDENCY, stat.mtime(), stat.mode()));
            foldersAbove.add(folder);
        }
    }

    /** All references, sorted. */
    List<PlanFacts.Dependency> map() {
        List<PlanFacts.Dependency> map = new ArrayList<>();
        for (Reference reference : references.all()) {
            if (!missing.contains(reference.real())) {
                map.add(new PlanFacts.Dependency(reference.from(), places.of(reference.real())));
            }
        }
        map.sort(Comparator.comparing(PlanFacts.Dependency::from).thenComparing(PlanFacts.Dependency::target));
        return map;
    }

    /** Searches again for what has vanished, root by root: the trees may have been planned by another run. */
    void addenda(List<PlannedEntry> vanished, PlanBuilder plan) throws IOException {
        for (Path root : places.roots()) {
            RawPath place = places.of(root);
            List<PlannedEntry> below = vanished.stream()
                    .filter(entry -> entry.path().startsWith(place))
                    .toList();
            if (!below.isEmpty()) {
                addenda(context.at(root, place), below, plan);
            }
        }
    }

    /** Proves that the repositories outside the project are whole, root by root, as for {@link #addenda}. */
    void prove(ProjectSource.Archived archived, PlanBuilder plan) throws IOException {
        for (Path root : places.roots()) {
            RawPath place = places.of(root);
            if (hasObjects(archived, place)) {
                try (OpenSources sources = new OpenSources()) {
                    if (open(sources, context.at(root, place), plan)) {
                        plan.ofTree(sources.all()).prove(archived);
                    }
                }
            }
        }
    }

    private static boolean hasObjects(ProjectSource.Archived archived, RawPath place) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        archived.visit(entry -> {
            if (entry.role() == EntryRole.REPOSITORY_OBJECT && entry.path().startsWith(place)) {
                found.set(true);
            }
        });
        return found.get();
    }

    private void addenda(PlanContext root, List<PlannedEntry> vanished, PlanBuilder plan) throws IOException {
        try (OpenSources sources = new OpenSources()) {
            if (open(sources, root, plan)) {
                plan.ofTree(sources.all()).askForAddenda(vanished);
            }
        }
    }
}
