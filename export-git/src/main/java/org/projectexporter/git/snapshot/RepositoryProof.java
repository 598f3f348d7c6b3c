package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitFileRules;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.git.index.CapturedInput;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.objects.IdSet;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.walk.Closure;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * Proves that one repository is whole in the archive, and reports what it lacks. What was planned is what the
 * repository had when its refs were read; if files of its store vanished before their turn, their objects must be in
 * other files that are in the archive, or nothing that was exported may need them.
 */
final class RepositoryProof {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryProof.class);
    private static final RawPath SHALLOW = RawPath.of("shallow");
    private static final String REPACKED = "was repacked meanwhile; its objects are in the archive";
    private static final String NOT_NEEDED = "was removed meanwhile; nothing that was exported needs it";
    private static final String NOT_KNOWN = "it is not known whether it is whole in the archive: the repository was"
            + " pruned while it was exported; export it again";
    private static final int HEX_IN_FOLDER = 2;

    private final SourceContext context;
    private final PlanSink sink;
    private final HeapShare heap;
    /** Its folder, relative to the project's. */
    private final RawPath path;

    private final List<String> loose = new ArrayList<>();
    private final Set<String> packs = new HashSet<>();
    private final Map<String, Content.Captured> indexes = new LinkedHashMap<>();
    private final Map<RawPath, Content.Captured> files = new LinkedHashMap<>();
    private final List<PlannedEntry> vanished = new ArrayList<>();

    RepositoryProof(RawPath path, SourceContext context, PlanSink sink, HeapShare heap) {
        this.path = path;
        this.context = context;
        this.sink = sink;
        this.heap = heap;
    }

    /** Adds an entry of its store that is in the archive. */
    void addObject(PlannedEntry entry) {
        String name = entry.path().fileName().toString();
        if (name.endsWith(".idx") && entry.content() instanceof Content.Captured content) {
            indexes.put(stem(name), content);
        } else if (name.endsWith(".pack")) {
            packs.add(stem(name));
        } else if (isLoose(entry.path())) {
            loose.add(id(entry.path()));
        }
    }

    /** Adds an entry of its store that is not in the archive. */
    void addVanished(PlannedEntry entry) {
        vanished.add(entry);
    }

    /** Adds another file of it that is in the archive. */
    void addFile(PlannedEntry entry) {
        if (entry.content() instanceof Content.Captured content) {
            files.put(entry.path().relativeTo(context.inArchive(path)), content);
        }
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static boolean isLoose(RawPath file) {
        RawPath folder = RelativePaths.parentOf(file);
        return folder.fileName().toString().length() == HEX_IN_FOLDER
                && file.fileName().toString().matches("[0-9a-f]{38}|[0-9a-f]{62}");
    }

    private static String id(RawPath file) {
        return RelativePaths.parentOf(file).fileName() + file.fileName().toString();
    }

    /**
     * Reports what is missing.
     *
     * @param gitFolder where the repository is now; null if it is gone
     * @param doubtful whether it is not known that the plan has everything that it needs
     * @param resumed whether an earlier run of the export wrote a part of the archive
     */
    void prove(@Nullable Path gitFolder, boolean doubtful, boolean resumed) throws IOException {
        RepositoryKind kind = gitFolder == null ? RepositoryKind.ofNothing() : RepositoryKind.of(gitFolder);
        IdSet archived = archived(kind);
        Set<String> lost = lost(kind, archived);
        try {
            if (gitFolder != null && (doubtful || resumed || !lost.isEmpty())) {
                follow(gitFolder, kind, archived, lost, doubtful);
            } else {
                explainRepacked(kind, archived, null);
            }
        } catch (GitUnavailableException e) {
            explainRepacked(kind, archived, null);
            if (!lost.isEmpty()) {
                report(path, "whether all of its objects are in the archive is not known: " + e.getMessage());
            } else if (doubtful) {
                sink.report(Finding.of(
                        Finding.Kind.NOTE,
                        context.inArchive(path),
                        "that all objects it needs are in the archive was not checked: " + e.getMessage()));
            }
        }
        archived.clear();
    }

    private IdSet archived(RepositoryKind kind) throws IOException {
        IdSet ids = new IdSet(kind.ids(), heap);
        ids.addLoose(loose);
        for (Map.Entry<String, Content.Captured> index : indexes.entrySet()) {
            if (packs.contains(index.getKey())) {
                add(index.getValue(), ids);
            }
        }
        return ids;
    }

    /** Adds the ids in the index of a pack; Git cannot use a damaged one either. */
    private void add(Content.Captured index, IdSet ids) throws IOException {
        try (CapturedInput in = new CapturedInput(sink, index)) {
            ids.addPack(in, index.length());
        } catch (MemoryException e) {
            throw e;
        } catch (SourceException e) {
            LOG.debug("a pack of {} is passed over: {}", path, e.getMessage());
        }
    }

    /** The objects in files that vanished and in no file of the archive. */
    private Set<String> lost(RepositoryKind kind, IdSet archived) throws IOException {
        Set<String> lost = new HashSet<>();
        for (PlannedEntry entry : vanished) {
            IdSet ids = of(entry, kind);
            lost.addAll(ids.missingFrom(archived));
            ids.clear();
        }
        return lost;
    }

    /** The objects in a file that vanished. */
    private IdSet of(PlannedEntry entry, RepositoryKind kind) throws IOException {
        IdSet ids = new IdSet(kind.ids(), heap);
        String name = entry.path().fileName().toString();
        Content.Captured index = name.endsWith(".pack") ? indexes.get(stem(name)) : null;
        if (isLoose(entry.path())) {
            ids.addLoose(List.of(id(entry.path())));
        } else if (index != null) {
            add(index, ids);
        }
        return ids;
    }

    private void follow(Path gitFolder, RepositoryKind kind, IdSet archived, Set<String> lost, boolean doubtful)
            throws IOException {
        RefTips tips = tips(kind);
        if (doubtful && !Damage.isKept(context)) {
            addLostTips(tips, archived, lost);
        }
        Content.Captured boundary = files.get(SHALLOW);
        Closure.Start start = new Closure.Start(
                tips, indexed(kind), boundary == null ? null : () -> new CapturedInput(sink, boundary));
        Closure closure = Closure.of(gitFolder, start, archived::contains, lost::contains, context, heap);
        Set<String> absent = new HashSet<>(closure.absent());
        boolean whole = absent.isEmpty() && ((lost.isEmpty() && !doubtful) || closure.isFollowed());
        if (!whole) {
            absent.addAll(lost);
            reportRefs(Closure.refsNeeding(absent::contains, gitFolder, start, context, heap), absent);
        }
        explainRepacked(kind, archived, whole ? NOT_NEEDED : null);
        tips.clear();
    }

    /** Adds the targets of refs that had been pruned before they could be planned. */
    private void addLostTips(RefTips tips, IdSet archived, Set<String> lost) throws IOException {
        for (Iterator<RefTips.Ref> refs = tips.refs().iterator(); refs.hasNext(); ) {
            RefTips.Ref ref = refs.next();
            if (!archived.contains(ref.id()) && !StrayFiles.isPassedOver(ref.name())) {
                lost.add(ref.id());
            }
        }
    }

    /** The refs and reflogs as they are in the archive. */
    private RefTips tips(RepositoryKind kind) throws IOException {
        RefTips tips = new RefTips(kind, heap);
        for (Map.Entry<RawPath, Content.Captured> file : files.entrySet()) {
            if (tips.concerns(file.getKey())) {
                try (CapturedInput in = new CapturedInput(sink, file.getValue());
                        OutputStream out = tips.put(file.getKey())) {
                    in.transferTo(out);
                } catch (SourceException e) {
                    LOG.debug("{} of {} is passed over: {}", file.getKey(), path, e.getMessage());
                }
            }
        }
        return tips;
    }

    /** The objects that the index needs, and a shared index. */
    private IdList indexed(RepositoryKind kind) throws IOException {
        IdList ids = new IdList(kind.ids(), heap, "the objects that an index needs");
        for (Map.Entry<RawPath, Content.Captured> file : files.entrySet()) {
            if (GitFileRules.isIndex(file.getKey())) {
                addIndexed(file.getKey(), file.getValue(), kind, ids);
            }
        }
        return ids;
    }

    /** Adds what an index needs; Git cannot use one that is damaged either. */
    private void addIndexed(RawPath index, Content.Captured content, RepositoryKind kind, IdList ids)
            throws IOException {
        try {
            IndexReader.read(new CapturedInput(sink, content), content.length(), kind.ids(), (entry, at) -> {
                if (!entry.isGitlink()) {
                    ids.add(HexFormat.of().formatHex(entry.rawId()));
                }
            });
        } catch (SourceException e) {
            LOG.debug("{} of {} is passed over: {}", index, path, e.getMessage());
        }
    }

    private void reportRefs(List<RawPath> refs, Set<String> absent) {
        if (absent.isEmpty()) {
            (refs.isEmpty() ? List.of(RawPath.ROOT) : refs).forEach(ref -> report(path.resolve(ref), NOT_KNOWN));
            return;
        }
        String example = absent.stream().sorted().findFirst().orElse("");
        String objects = absent.size() + (absent.size() == 1 ? " object" : " objects") + ", such as " + example;
        if (refs.isEmpty()) {
            report(path, "is not whole in the archive: it lacks " + objects);
        }
        for (RawPath ref : refs) {
            report(
                    path.resolve(ref),
                    "is not whole in the archive: the repository was pruned or replaced after it was planned, and "
                            + objects + ", are not in the archive");
        }
    }

    private void report(RawPath where, String what) {
        sink.report(Finding.of(Finding.Kind.VANISHED, context.inArchive(where), what));
    }

    /**
     * Reports of each file that vanished what became of its objects, if they are in the archive or not needed; others
     * are listed as vanished.
     *
     * @param notNeeded what to say of files whose objects are not in the archive; null if they may be needed
     */
    private void explainRepacked(RepositoryKind kind, IdSet archived, @Nullable String notNeeded) throws IOException {
        for (PlannedEntry entry : vanished) {
            IdSet ids = of(entry, kind);
            String what = ids.missingFrom(archived).isEmpty() ? REPACKED : notNeeded;
            ids.clear();
            if (what != null) {
                sink.report(Finding.of(Finding.Kind.NOTE, entry.path(), what));
            }
        }
    }
}
