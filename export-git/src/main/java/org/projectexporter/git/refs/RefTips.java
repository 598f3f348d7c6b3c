package org.projectexporter.git.refs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.folder.BoundedBytes;
import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * The object ids that a repository's refs and reflogs name, read from the bytes of its files: gitrepository-layout(5),
 * git-pack-refs(1) for {@code packed-refs}, git-update-ref(1) ("Logging updates") for reflogs; or from those of its
 * reftables.
 *
 * <p>Files are added one by one, and again if they changed; a file that is added again replaces its former content.
 * There may be millions of refs and of lines in reflogs; {@code heap} limits how many are kept.
 */
public final class RefTips {
    /**
     * A ref, and the object that it points to.
     *
     * @param id in hexadecimal
     */
    public record Ref(RawPath name, String id) {}

    /** A file that contains one ref is far smaller, whatever comments are in it. */
    private static final int LONGEST_REF = 1 << 16;
    /** Bytes of heap that a loose ref, or one merged from tables, takes. */
    private static final int BYTES_OF_REF = 300;

    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath PACKED_REFS = RawPath.of("packed-refs");
    private static final RawPath REFS = RawPath.of("refs");
    private static final RawPath LOGS = RawPath.of("logs");
    private static final RawPath STASHES = RawPath.of("logs/refs/stash");
    private static final Set<RawPath> FOLDERS = Set.of(REFS, LOGS, ReftableStack.FOLDER);

    private static final Logger LOG = LoggerFactory.getLogger(RefTips.class);

    private final RepositoryKind kind;
    private final HeapShare heap;
    private final Map<RawPath, String> loose = new TreeMap<>();
    private final Map<RawPath, IdList> logged = new TreeMap<>();
    private final ReftableStack tables;
    private final Set<RawPath> passedOver = new HashSet<>();
    private final List<String> damaged = new ArrayList<>();
    private PackedRefs packed;

    /**
     * Creates the empty refs of a repository of the given kind.
     *
     * @param heap the memory that all of them may take
     */
    public RefTips(RepositoryKind kind, HeapShare heap) {
        this.kind = kind;
        this.heap = heap;
        this.tables = new ReftableStack(kind.ids(), heap);
        this.packed = noPackedRefs();
    }

    private PackedRefs noPackedRefs() {
        return new PackedRefs(kind.ids(), heap, "the refs of a repository");
    }

    private IdList noLoggedIds() {
        return new IdList(kind.ids(), heap, "the reflogs of a repository");
    }

    /**
     * Reads the refs and reflogs of a repository that no process is writing to. Files that are damaged are passed over,
     * since the snapshot reports them.
     */
    public static RefTips read(Path gitFolder, SourceContext context, HeapShare heap) throws IOException {
        RefTips tips = new RefTips(RepositoryKind.of(gitFolder), heap);
        GitDirs dirs = GitDirs.of(gitFolder);
        for (SourceItem item : dirs.children(RawPath.ROOT, RawPath.ROOT, context)) {
            if (FOLDERS.contains(item.path())) {
                tips.readFolder(item, dirs, context);
            } else if (item.isFile() && tips.concerns(item.path())) {
                tips.read(item);
            }
        }
        return tips;
    }

    private void readFolder(SourceItem folder, GitDirs dirs, SourceContext context) throws IOException {
        RawPath path = folder.path();
        for (SourceItem item : folder.isDirectory() ? dirs.children(path, path, context) : List.<SourceItem>of()) {
            if (item.isDirectory()) {
                readFolder(item, dirs, context);
            } else if (item.isFile() && concerns(item.path())) {
                read(item);
            }
        }
    }

    private void read(SourceItem item) throws IOException {
        try (InputStream in = SmallFile.open(item.file());
                OutputStream out = put(item.path())) {
            in.transferTo(out);
        } catch (NoSuchFileException e) {
            remove(item.path()); // gone since the folder was listed
        } catch (SourceException e) {
            LOG.debug("passed over: {}", e.getMessage());
            damaged.add(e.getMessage());
        }
    }

    /** Whether a file, given its path relative to the repository's folder, contains refs or reflogs. */
    public boolean concerns(RawPath path) {
        if (GitNames.isLock(path) || hasHiddenSegment(path)) {
            return false;
        }
        return kind.reftable()
                ? path.startsWith(ReftableStack.FOLDER)
                : path.equals(HEAD) || path.equals(PACKED_REFS) || path.startsWith(REFS) || isLog(path);
    }

    /** Whether a file, given its path relative to the repository's folder, is a reflog. */
    public static boolean isLog(RawPath path) {
        return path.startsWith(LOGS);
    }

    /** As in {@code refs/.DS_Store}: git-check-ref-format(1) forbids it, and Git ignores such files. */
    private static boolean hasHiddenSegment(RawPath path) {
        boolean atStart = true;
        for (int i = 0; i < path.length(); i++) {
            if (atStart && path.byteAt(i) == '.') {
                return true;
            }
            atStart = path.byteAt(i) == '/';
        }
        return false;
    }

    /**
     * Returns a stream that receives the content of one file that {@linkplain #concerns concerns} refs; the content
     * takes effect when the stream is closed. The stream throws a {@link SourceException} if the content is invalid.
     */
    public OutputStream put(RawPath path) {
        if (kind.reftable()) {
            return tables.put(path);
        }
        if (path.equals(PACKED_REFS)) {
            packed.clear();
            return new PackedRefsFile(kind.ids(), noPackedRefs(), refs -> packed = refs);
        }
        return isLog(path)
                ? new ReflogFile(path, noLoggedIds(), kind.ids(), ids -> putLog(path, ids))
                : new Loose(path);
    }

    private void putLog(RawPath path, IdList ids) {
        IdList before = logged.put(path, ids);
        if (before != null && before != ids) {
            before.clear();
        }
    }

    /** Removes a file that has been deleted. */
    public void remove(RawPath path) {
        if (loose.remove(path) != null) {
            heap.release(BYTES_OF_REF);
        }
        IdList log = logged.remove(path);
        if (log != null) {
            log.clear();
        }
        tables.remove(path);
        if (path.equals(PACKED_REFS)) {
            packed.clear();
        }
    }

    /** Removes everything, which frees its memory. */
    public void clear() {
        heap.release((long) loose.size() * BYTES_OF_REF);
        loose.clear();
        logged.values().forEach(IdList::clear);
        logged.clear();
        packed.clear();
        tables.clear();
    }

    private int hex() {
        return kind.ids().digits();
    }

    /** HEAD or a loose ref. */
    private final class Loose extends BoundedBytes {
        private final RawPath path;

        private Loose(RawPath path) {
            super(LONGEST_REF);
            this.path = path;
        }

        @Override
        public SourceException tooLarge() {
            return new SourceException(path + " is not a ref (it has more than " + LONGEST_REF + " bytes)");
        }

        @Override
        public void end(byte[] bytes) throws SourceException, MemoryException {
            String text = new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
            boolean name = !path.startsWith(REFS) || StrayFiles.isRefName(path);
            passedOver.remove(path);
            String id = text.substring(0, Math.min(text.length(), hex())).toLowerCase(Locale.ROOT); // Git takes both
            if (text.startsWith("ref:") && !text.substring("ref:".length()).isBlank()) {
                remove(path);
            } else if (name && kind.ids().isId(id)) {
                putLoose(id);
            } else if (path.startsWith(REFS) && StrayFiles.isPassedOver(path)) {
                remove(path);
                passedOver.add(path);
            } else {
                remove(path);
                throw new SourceException(path + " is not a ref" + (text.isEmpty() ? " (it is empty)" : zeros(text)));
            }
        }

        /** What a file has after a power failure. */
        private static String zeros(String text) {
            return text.chars().allMatch(c -> c == 0) ? " (it has only zero bytes)" : "";
        }

        private void putLoose(String id) throws MemoryException {
            if (loose.put(path, id) == null) {
                heap.take(
                        BYTES_OF_REF,
                        "the refs of a repository that have files of their own (git pack-refs --all"
                                + " puts them into one)");
            }
        }
    }

    /** What was damaged when the repository was {@linkplain #read read}: a message about each file. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /** Whether a file among the refs is not a ref, and Git ignores it. */
    public boolean isPassedOver(RawPath path) {
        return passedOver.contains(path);
    }

    /** The kind of the repository. */
    public RepositoryKind kind() {
        return kind;
    }

    /** The targets of refs and of a detached HEAD; a loose ref overrides a packed one. */
    public Stream<Ref> refs() throws SourceException, MemoryException {
        return kind.reftable() ? refsIn(tables.refs()) : filesRefs();
    }

    private Stream<Ref> filesRefs() {
        Stream<Ref> notHidden = Streams.of(packed).filter(ref -> !loose.containsKey(ref.name()));
        return Stream.concat(notHidden, refsIn(loose));
    }

    private static Stream<Ref> refsIn(Map<RawPath, String> refs) {
        return refs.entrySet().stream().map(ref -> new Ref(ref.getKey(), ref.getValue()));
    }

    /** The objects that refs and a detached HEAD point to; an object may occur more than once. */
    public Iterable<String> ids() throws SourceException, MemoryException {
        if (kind.reftable()) {
            return tables.refs().values();
        }
        return () -> filesRefs().map(Ref::id).iterator();
    }

    /** The object that a ref points to; null if there is no such ref. */
    @Nullable
    public String idOf(RawPath name) throws SourceException, MemoryException {
        return refs().filter(ref -> ref.name().equals(name))
                .map(Ref::id)
                .findFirst()
                .orElse(null);
    }

    /** Whether refs and reflogs are equal to those of another reading, compared by a 64-bit hash. */
    public boolean sameAs(RefTips other) throws SourceException, MemoryException {
        return hash() == other.hash();
    }

    private long hash() throws SourceException, MemoryException {
        long hash = refs().mapToLong(RefTips::hash).sum();
        for (Map.Entry<RawPath, IdList> log : logs().entrySet()) {
            hash = hash * 31 + log.getKey().hashCode();
            for (String id : log.getValue()) {
                hash = hash * 31 + id.hashCode();
            }
        }
        return hash;
    }

    private static long hash(Ref ref) {
        long name = ref.name().hashCode();
        return (name * 0x9e3779b97f4a7c15L) ^ Long.rotateLeft(ref.id().hashCode() * 0xc2b2ae3d27d4eb4fL, (int) name);
    }

    /** All stashes: git-stash(1) keeps them as the reflog of one ref. */
    public Iterable<String> stashed() throws SourceException, MemoryException {
        IdList stashes = logs().get(STASHES);
        return stashes == null ? List.of() : stashes;
    }

    /** Old and new ids of all reflogs; some may have been pruned. */
    public Iterable<String> logged() throws SourceException, MemoryException {
        Map<RawPath, IdList> logs = logs();
        return () -> logs.values().stream().flatMap(Streams::of).iterator();
    }

    /** Old and new ids of each reflog, by its path below the repository's folder. */
    public Map<RawPath, IdList> logs() throws SourceException, MemoryException {
        return kind.reftable() ? tables.logs() : logged;
    }
}
