package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.spi.ConfinedFolder;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Reads files of one repository into the plan, cleaned of secrets, and learns the refs on the way. */
final class FileCapture {
    /** What Git itself does not know may be of any size; above this it is not captured, but read when its turn comes. */
    private static final long LARGEST_UNKNOWN = 16 << 20;

    private static final RawPath INDEX = RawPath.of("index");

    private final GitFolder repository;
    private final PlanSink sink;
    private final ConfinedFolder project;
    private final RefTips tips;
    private @Nullable SplitIndex split;

    FileCapture(GitFolder repository, RepositoryKind kind, PlanSink sink) {
        this.repository = repository;
        this.sink = sink;
        this.tips = new RefTips(kind);
        this.project = new ConfinedFolder(repository.context().projectFolder());
    }

    /** The refs of all files captured so far. */
    RefTips tips() {
        return tips;
    }

    /** What ties the index, as captured last, to its shared one; null if it is not split. */
    @Nullable
    SplitIndex split() {
        return split;
    }

    /**
     * Reads a file.
     *
     * @param before what an earlier reading found, which is kept if the bytes are the same
     * @return null if the file is gone
     */
    @Nullable
    CapturedFile read(SourceItem item, GitFileRules.Treatment how, @Nullable CapturedFile before) throws IOException {
        if (how == GitFileRules.Treatment.CAPTURE && item.stat().size() > LARGEST_UNKNOWN) {
            String stat = item.stat().mtime() + " " + item.stat().size();
            return new CapturedFile(
                    item, stat, new Content.OfFile(item.file()), item.stat().size(), List.of());
        }
        byte[] bytes = bytes(item);
        if (bytes == null) {
            return null;
        }
        String digest = digest(bytes);
        if (before != null && before.sourceDigest().equals(digest)) {
            return before.seenAs(item);
        }
        return capture(item, how, bytes, digest);
    }

    private byte @Nullable [] bytes(SourceItem item) throws IOException {
        if (project.contains(item.file())) {
            return SmallFile.readIfPresent(item, project);
        }
        try (ConfinedFolder elsewhere = ConfinedFolder.around(item)) {
            return SmallFile.readIfPresent(item, elsewhere);
        }
    }

    /** Lets go of the folders that stay open from one file to the next. To be called after each reading of all files. */
    void letGo() throws IOException {
        project.close();
    }

    void forget(SourceItem item) {
        RawPath path = repository.relative(item);
        tips.remove(path);
        split = path.equals(INDEX) ? null : split;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private CapturedFile capture(SourceItem item, GitFileRules.Treatment how, byte[] bytes, String digest)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        byte[] travels = bytes;
        try {
            learn(repository.relative(item), bytes);
            travels = switch (how) {
                case CONFIG -> rewritten(item, bytes, findings);
                case INDEX -> portable(item, bytes, findings);
                case CAPTURE -> blanked(item, bytes, isText(bytes) ? UrlSecrets.blank(bytes) : bytes, findings);
                case REFTABLE ->
                    blanked(item, bytes, ReftableLogs.blank(bytes, tips.kind().ids()), findings);
                default -> bytes;
            };
        } catch (SourceException e) {
            throw GitErrors.explained(repository.inArchive(), e);
        }
        return new CapturedFile(item, digest, sink.capture(travels), travels.length, findings);
    }

    private void learn(RawPath path, byte[] bytes) throws IOException {
        if (tips.concerns(path)) {
            tips.put(path, bytes);
        }
    }

    private byte[] portable(SourceItem item, byte[] bytes, List<Finding> findings) throws IOException {
        IdFormat ids = tips.kind().ids();
        RawPath path = repository.inArchive(item);
        RawPath workTree = WorkTree.of(repository);
        UncleanFiles unclean =
                workTree == null ? null : new UncleanFiles(workTree, item.stat().mtime(), repository.context());
        IndexPaths paths = new IndexPaths();
        IndexReader.PlaceVisitor visitor = paths.and(unclean == null ? (entry, at) -> {} : unclean.in(bytes));
        IndexForm form = IndexReader.read(bytes, ids, visitor);
        split = form.split();
        PortableIndex index = PortableIndex.of(bytes, form, ids.newDigest());
        if (index.change() != null) {
            findings.add(Finding.of(Finding.Kind.REWRITTEN, path, index.change()));
        }
        if (unclean == null) {
            findings.add(UncleanFiles.unclean(path, "that of no working tree in the project"));
        } else if (split != null && !readShared(item, split, unclean, visitor, paths)) {
            findings.add(UncleanFiles.unclean(path, "a split index, whose shared one was not there"));
        } else {
            findings.addAll(unclean.findings(path));
        }
        if (paths.bad() != null) {
            sink.notImported(path);
        }
        return index.bytes();
    }

    /** Whether the index that another one is based on was there. */
    private boolean readShared(
            SourceItem index,
            SplitIndex based,
            UncleanFiles unclean,
            IndexReader.PlaceVisitor ofReplacements,
            IndexPaths paths)
            throws IOException {
        RawPath name = RawPath.of(based.baseName());
        Path file = NativeNames.resolve(index.file().resolveSibling(""), name);
        byte[] bytes;
        try {
            RawPath path = RelativePaths.parentOf(index.path()).resolve(name);
            bytes = bytes(new SourceItem(file, path, FileStat.read(file)));
        } catch (NoSuchFileException e) {
            return false;
        }
        if (bytes == null) {
            return false;
        }
        SplitIndex.Merge merge = based.new Merge(paths.and(unclean.in(bytes)), ofReplacements);
        merge.checkComplete(IndexReader.read(bytes, tips.kind().ids(), merge));
        return true;
    }

    private byte[] rewritten(SourceItem item, byte[] bytes, List<Finding> findings) throws SourceException {
        RewrittenConfig config = RewrittenConfig.of(bytes, WorkTreeSetting.of(repository));
        RawPath path = repository.inArchive(item);
        if (config.change() != null) {
            findings.add(Finding.of(Finding.Kind.REWRITTEN, path, config.change()));
        }
        if (config.note() != null) {
            findings.add(Finding.of(Finding.Kind.NOTE, path, config.note()));
        }
        return config.bytes();
    }

    private byte[] blanked(SourceItem item, byte[] bytes, byte[] blanked, List<Finding> findings) {
        if (blanked != bytes) {
            RawPath path = repository.inArchive(item);
            findings.add(Finding.of(Finding.Kind.REWRITTEN, path, "user information in URLs was blanked"));
        }
        return blanked;
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }
}
