package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.StorageHint;

/**
 * Walks through a project and calls sources as the planner does, but without patterns: nothing is left out. What no
 * source claims is added as a plain file; FIFOs, sockets and devices are skipped.
 *
 * <pre>{@code
 * RecordingPlanSink plan = PlanWalk.of(FakeSourceContext.of(project), new GitSource());
 * }</pre>
 */
public final class PlanWalk {
    /** What happens to the project and to the sink while the walk is under way. */
    interface Events {
        /** Called when an item was examined, before any source is asked about it. */
        default void found(SourceItem item) throws IOException {}

        /** Called before a source adds something to the plan, or refers to something. */
        default void contributes() throws IOException {}
    }

    private static final Events NO_EVENTS = new Events() {};

    private final SourceContext context;
    private final List<ProjectSource> sources;
    private final Events events;
    private final RecordingPlanSink recorded;
    private final PlanSink sink;

    private PlanWalk(SourceContext context, List<ProjectSource> sources, Events events) {
        this.context = context;
        this.sources = sources;
        this.events = events;
        this.recorded = new RecordingPlanSink(sources, plan -> new WatchedPlanSink(plan, events));
        this.sink = recorded.seenBySources();
    }

    /**
     * Opens the sources, walks, finishes and closes them.
     *
     * @param context the project and the options
     * @param resolvers in any order
     * @return what was planned
     * @throws IOException if a source throws it
     */
    public static RecordingPlanSink of(SourceContext context, SourceResolver... resolvers) throws IOException {
        return of(context, NO_EVENTS, resolvers);
    }

    static RecordingPlanSink of(SourceContext context, Events events, SourceResolver... resolvers) throws IOException {
        List<ProjectSource> sources = new ArrayList<>();
        try {
            for (SourceResolver resolver : inOrder(resolvers)) {
                sources.add(resolver.open(context));
            }
            return of(context, events, sources);
        } finally {
            for (ProjectSource source : sources) {
                source.close();
            }
        }
    }

    private static List<SourceResolver> inOrder(SourceResolver... resolvers) {
        return List.of(resolvers).stream()
                .sorted(Comparator.comparingInt(SourceResolver::specificity))
                .toList();
    }

    /**
     * Walks and finishes the sources; the caller closes them.
     *
     * @param context the project and the options
     * @param sources open sources, the least specific first
     * @return what was planned
     * @throws IOException if a source throws it
     */
    public static RecordingPlanSink of(SourceContext context, List<ProjectSource> sources) throws IOException {
        return of(context, NO_EVENTS, sources);
    }

    private static RecordingPlanSink of(SourceContext context, Events events, List<ProjectSource> sources)
            throws IOException {
        PlanWalk walk = new PlanWalk(context, List.copyOf(sources), events);
        walk.visit(context.projectFolder(), RawPath.ROOT);
        for (ProjectSource source : walk.sources) {
            source.finish(walk.sink);
        }
        return walk.recorded;
    }

    private void visit(Path file, RawPath path) throws IOException {
        SourceItem item = new SourceItem(file, path, FileStat.read(file));
        events.found(item);
        boolean asked = item.isFile() || (item.isDirectory() && !path.isRoot());
        if (!asked || !recorded.delegate(item)) {
            addPlain(item);
        }
    }

    private void addPlain(SourceItem item) throws IOException {
        RawPath path = context.inArchive(item.path());
        FileStat stat = item.stat();
        switch (stat.kind()) {
            case DIRECTORY -> {
                recorded.add(PlannedEntry.directory(path, EntryRole.WORKING_TREE, stat.mtime(), stat.mode()));
                visitChildren(item);
            }
            case SYMBOLIC_LINK ->
                recorded.add(refined(
                        item,
                        PlannedEntry.symbolicLink(
                                path,
                                EntryRole.WORKING_TREE,
                                stat.mtime(),
                                stat.mode(),
                                NativeNames.linkTarget(item.file(), stat))));
            case FILE -> recorded.add(refined(item, plainFile(item, path)));
            default -> {}
        }
    }

    static PlannedEntry plainFile(SourceItem item, RawPath path) {
        FileStat stat = item.stat();
        Content content = new Content.OfFile(item.file());
        return PlannedEntry.file(
                path, EntryRole.WORKING_TREE, stat.size(), stat.mtime(), stat.mode(), content, StorageHint.AUTO);
    }

    private PlannedEntry refined(SourceItem item, PlannedEntry plain) throws IOException {
        PlannedEntry entry = plain;
        for (ProjectSource source : sources) {
            entry = source.refine(item, entry, sink);
        }
        return entry;
    }

    private void visitChildren(SourceItem folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.file())) {
            for (Path child : children) {
                visit(child, folder.path().resolve(NativeNames.nameOf(child)));
            }
        }
    }
}
