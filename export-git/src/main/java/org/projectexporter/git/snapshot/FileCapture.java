package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.config.RewrittenConfig;
import org.projectexporter.git.config.WorkTree;
import org.projectexporter.git.config.WorkTreeSetting;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.GitFileRules;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.git.index.CapturedInput;
import org.projectexporter.git.index.IndexForm;
import org.projectexporter.git.index.IndexPaths;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.index.IndexWindow;
import org.projectexporter.git.index.PortableIndex;
import org.projectexporter.git.index.SharedIndex;
import org.projectexporter.git.index.SplitIndex;
import org.projectexporter.git.index.UncleanFiles;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.refs.ReftableLogs;
import org.projectexporter.git.refs.ReftableStack;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;
import org.projectexporter.spi.files.HeapShare;

/**
 * Captures files of one repository in the plan, without secrets, and collects the refs in them. Files that may be long
 * are never completely in memory.
 */
final class FileCapture {
    /** A larger file that nothing has to be known about is not captured, but read during the export. */
    private static final long LARGEST_CAPTURED = 1 << 20;
    /** A larger index is examined before it is captured. */
    private static final long LARGEST_INDEX = 16 << 20;

    /** Bytes of heap that one captured file takes: its paths, attributes and digest. */
    private static final int BYTES_OF_FILE = 800;

    private static final RawPath INDEX = RawPath.of("index");
    private static final String PRECEDES_ERROR = "rewritten; only what precedes its first error is exported";
    private static final String PASSED_OVER = "is not a ref, and Git ignores it";

    private final GitFolder repository;
    private final PlanSink sink;
    private final HeapShare heap;
    private final ConfinedFolder project;
    private final RefTips tips;
    /** Broken files that cannot be exported as they are. */
    private final Set<RawPath> leftOut = new HashSet<>();

    private @Nullable SplitIndex split;

    /**
     * Creates a capture for one repository.
     *
     * @param heap the memory that captured files may take
     */
    FileCapture(GitFolder repository, RepositoryKind kind, PlanSink sink, HeapShare heap) {
        this.repository = repository;
        this.sink = sink;
        this.heap = heap;
        this.tips = new RefTips(kind, heap);
        this.project = new ConfinedFolder(repository.context().projectFolder());
    }

    /** The refs of all files captured so far. */
    RefTips tips() {
        return tips;
    }

    /** How the index, as captured last, refers to its shared index; null if it is not split. */
    @Nullable
    SplitIndex split() {
        return split;
    }

    /**
     * Captures a file.
     *
     * @param before the result of an earlier reading, which is kept if the bytes are the same
     * @return null if the file is gone
     */
    @Nullable
    CapturedFile read(SourceItem item, GitFileRules.Treatment how, @Nullable CapturedFile before) throws IOException {
        try {
            if (isReadLater(item, how)) {
                String digest = item.stat().mtime() + " " + item.stat().size();
                return before != null && isSame(before, digest) ? before.withAttributes(item) : later(item, digest);
            }
            if (before != null && isSame(before, digest(item))) {
                return before.withAttributes(item);
            }
            if (before == null) {
                heap.take(
                        BYTES_OF_FILE,
                        "the refs, reflogs and other files of " + repository.inArchive()
                                + ", of which there are many (git pack-refs --all makes fewer of them),");
            }
            return capture(item, how);
        } catch (NoSuchFileException e) {
            return null;
        } catch (SourceException e) {
            SourceException explained = GitErrors.explained(repository.inArchive(), e);
            if (!Damage.isKept(repository.context(), explained)) {
                throw explained;
            }
            return asItIs(item, how, GitErrors.what(explained));
        }
    }

    /** Captures a file that is broken; of a configuration, only what can be read. */
    private @Nullable CapturedFile asItIs(SourceItem item, GitFileRules.Treatment how, String what) throws IOException {
        if (how == GitFileRules.Treatment.REFTABLE) {
            if (leftOut.add(item.path())) {
                sink.report(broken(item, what + "; it is left out, since URLs in it may contain credentials"));
            }
            return null;
        }
        try (DigestedInput in = openDigested(item)) {
            byte[] readable = how == GitFileRules.Treatment.CONFIG
                    ? RewrittenConfig.ofReadable(in.readNBytes(SmallFile.MAX_BYTES), WorkTreeSetting.of(repository))
                            .bytes()
                    : null;
            Content.Captured content = readable == null ? sink.capture(in) : sink.capture(readable);
            Finding finding = readable == null
                    ? broken(item, what)
                    : Finding.of(Finding.Kind.REWRITTEN, repository.inArchive(item), PRECEDES_ERROR);
            return captured(item, in, content, List.of(finding));
        }
    }

    private Finding broken(SourceItem item, String what) {
        return Damage.finding(repository, repository.relative(item), what);
    }

    private static boolean isSame(CapturedFile before, String digest) {
        return before.sourceDigest().equals(digest);
    }

    private static boolean isReadLater(SourceItem item, GitFileRules.Treatment how) {
        return (how == GitFileRules.Treatment.STATE || how == GitFileRules.Treatment.JUDGED)
                && item.stat().size() > LARGEST_CAPTURED;
    }

    private static CapturedFile later(SourceItem item, String digest) {
        return new CapturedFile(
                item, digest, new Content.OfFile(item.file()), item.stat().size(), List.of());
    }

    private InputStream open(SourceItem item) throws IOException {
        return project.contains(item.file()) ? SmallFile.open(item, project) : SmallFile.open(item);
    }

    private DigestedInput openDigested(SourceItem item) throws IOException {
        return new DigestedInput(open(item), repository.context());
    }

    private String digest(SourceItem item) throws IOException {
        try (DigestedInput in = openDigested(item)) {
            return in.digestOfAll();
        }
    }

    /** Closes the folders that are kept open between files. Must be called after each reading of all files. */
    void release() throws IOException {
        project.close();
    }

    void forget(SourceItem item) {
        RawPath path = repository.relative(item);
        heap.release(BYTES_OF_FILE);
        tips.remove(path);
        split = path.equals(INDEX) ? null : split;
    }

    private CapturedFile capture(SourceItem item, GitFileRules.Treatment how) throws IOException {
        return switch (how) {
            case CONFIG -> config(item);
            case INDEX -> index(item);
            case REFTABLE -> table(item);
            case LOG -> log(item);
            default -> exactly(item);
        };
    }

    private void requireIndex(SourceItem item) throws IOException {
        try (InputStream in = open(item)) {
            IndexReader.requireIndex(in, item.stat().size());
        }
    }

    /** Captures a file unchanged, and collects the refs in it. */
    private CapturedFile exactly(SourceItem item) throws IOException {
        if (GitFileRules.isIndex(repository.relative(item)) && item.stat().size() > LARGEST_INDEX) {
            requireIndex(item); // a shared one
        }
        RawPath path = repository.relative(item);
        byte[] added = AddedPatterns.to(path, repository);
        try (DigestedInput in = openDigested(item)) {
            if (added.length > 0) {
                Finding change = AddedPatterns.finding(path, repository.inArchive(item));
                return captured(item, in, sink.capture(AddedPatterns.before(in, added)), List.of(change));
            }
            OutputStream learned = learned(item);
            Content.Captured content = sink.capture(new TeeInput(in, learned));
            return captured(item, in, content, findings(item, learned));
        }
    }

    /** Receives the bytes of a file that may contain refs. */
    private OutputStream learned(SourceItem item) {
        RawPath path = repository.relative(item);
        if (!tips.concerns(path) || (RefTips.isLog(path) && StrayFiles.isPassedOver(path))) {
            return OutputStream.nullOutputStream();
        }
        return Damage.isKept(repository.context()) ? new DamageOutput(tips.put(path)) : tips.put(path);
    }

    private List<Finding> findings(SourceItem item, OutputStream learned) {
        String damage = learned instanceof DamageOutput output ? output.damage() : null;
        if (damage != null) {
            return List.of(broken(item, damage));
        }
        return tips.isPassedOver(repository.relative(item))
                ? List.of(Finding.of(Finding.Kind.NOTE, repository.inArchive(item), PASSED_OVER))
                : List.of();
    }

    private static CapturedFile captured(
            SourceItem item, DigestedInput read, Content.Captured content, List<Finding> findings) throws IOException {
        return new CapturedFile(item, read.digestOfAll(), content, content.length(), findings);
    }

    /** Captures a text in which URLs are blanked, even if a power failure has left zeros in it. */
    private CapturedFile log(SourceItem item) throws IOException {
        try (DigestedInput in = openDigested(item)) {
            OutputStream learned = learned(item);
            BlankedInput blanked = new BlankedInput(new TeeInput(in, learned));
            Content.Captured content = sink.capture(blanked);
            List<Finding> findings = new ArrayList<>(findings(item, learned));
            if (blanked.hasChanged()) {
                findings.add(blanked(item));
            }
            return captured(item, in, content, findings);
        }
    }

    private Finding blanked(SourceItem item) {
        return Finding.of(Finding.Kind.REWRITTEN, repository.inArchive(item), "user information in URLs was removed");
    }

    private CapturedFile table(SourceItem item) throws IOException {
        if (item.stat().size() > ReftableStack.maxBytes(heap)) {
            throw ReftableStack.tooLarge();
        }
        try (DigestedInput in = openDigested(item)) {
            byte[] bytes = new TeeInput(in, tips.put(repository.relative(item)))
                    .readAllBytes(); // a file that has grown meanwhile is refused by the collector
            byte[] travels = ReftableLogs.blank(bytes, tips.kind().ids());
            List<Finding> findings = travels == bytes ? List.of() : List.of(blanked(item));
            return captured(item, in, sink.capture(travels), findings);
        }
    }

    private CapturedFile index(SourceItem item) throws IOException {
        requireIndex(item);
        try (DigestedInput in = openDigested(item)) {
            Content.Captured raw = sink.capture(in);
            List<Finding> findings = new ArrayList<>();
            return captured(item, in, portable(item, raw, findings), findings);
        }
    }

    private Content.Captured portable(SourceItem item, Content.Captured raw, List<Finding> findings)
            throws IOException {
        IdFormat ids = tips.kind().ids();
        RawPath path = repository.inArchive(item);
        RawPath workTree = WorkTree.of(repository);
        UncleanFiles unclean =
                workTree == null ? null : new UncleanFiles(workTree, item.stat().mtime(), repository.context());
        IndexPaths paths = new IndexPaths();
        IndexReader.PlaceVisitor visitor = paths.and(
                unclean == null
                        ? (entry, at) -> {}
                        : unclean.in(new IndexWindow((position, into) -> sink.read(raw, position, into))));
        IndexForm form = IndexReader.read(new CapturedInput(sink, raw), raw.length(), ids, visitor);
        split = form.split();
        PortableIndex index = PortableIndex.of(raw, form, ids.newDigest(), sink);
        if (index.change() != null) {
            findings.add(Finding.of(Finding.Kind.REWRITTEN, path, index.change()));
        }
        if (unclean == null) {
            findings.add(UncleanFiles.unclean(path, "it does not belong to a working tree in the project"));
        } else if (split != null
                && !SharedIndex.visit(item, split, window -> paths.and(unclean.in(window)), visitor, ids)) {
            findings.add(UncleanFiles.unclean(path, "a split index whose shared index was missing"));
        } else {
            findings.addAll(unclean.findings(path));
        }
        if (paths.bad() != null) {
            sink.notImported(path);
        }
        return index.content();
    }

    private CapturedFile config(SourceItem item) throws IOException {
        try (DigestedInput in = openDigested(item)) {
            byte[] bytes = in.readNBytes(SmallFile.MAX_BYTES + 1);
            if (bytes.length > SmallFile.MAX_BYTES) {
                throw SmallFile.tooLarge("its " + repository.relative(item));
            }
            RewrittenConfig config = RewrittenConfig.of(bytes, repository, item.file());
            return captured(item, in, sink.capture(config.bytes()), findings(repository.inArchive(item), config));
        }
    }

    private static List<Finding> findings(RawPath path, RewrittenConfig config) {
        List<Finding> findings = new ArrayList<>();
        if (config.change() != null) {
            findings.add(Finding.of(Finding.Kind.REWRITTEN, path, config.change()));
        }
        config.notes().forEach(note -> findings.add(Finding.of(Finding.Kind.NOTE, path, note)));
        return findings;
    }
}
