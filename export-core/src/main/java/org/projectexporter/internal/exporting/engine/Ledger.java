package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SealFormat;

/** What is in the archive so far: counts, checksums, and deviations from the plan. */
public final class Ledger {
    /** Name of the ledger's spool in the work folder. */
    public static final String SPOOL = "ledger";

    /** The kind of that file. */
    public static final FileKind KIND = FileKind.ofExport("LDGR", 4, "the ledger");

    /** Files and bytes of one kind. */
    public record Count(long files, long bytes) {
        static final Count ZERO = new Count(0, 0);

        Count plus(long size) {
            return new Count(files + 1, bytes + size);
        }

        /** Both together. */
        public Count plus(Count other) {
            return new Count(files + other.files, bytes + other.bytes);
        }
    }

    /**
     * How the content of one class was stored in the archive.
     *
     * @param stored bytes that were stored as they are
     * @param compressed bytes that were compressed, before compression
     */
    public record Storage(long stored, long compressed) {
        Storage plus(long size, boolean compress) {
            return new Storage(stored + (compress ? 0 : size), compressed + (compress ? size : 0));
        }
    }

    /** A Git index, which is in the archive but not in SHA256SUMS. */
    public record Unsummed(RawPath path, String sha256) {}

    /** Bytes of memory for a finding, or for an entry that vanished. */
    private static final int BYTES_OF_FINDING = 500;
    /** Bytes of memory for the state of a database. */
    private static final int BYTES_OF_DATABASE = 1500;
    /** Bytes of memory for a file with several names. */
    private static final int BYTES_OF_LINKED_FILE = 350;

    private final LedgerLog log;
    private final RawPath project;
    private final LedgerCounts counts;
    private final HeapShare heap = HeapShare.half();
    private final List<Unsummed> unsummed = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<PlannedEntry> vanished = new ArrayList<>();
    private final Map<RawPath, LedgerLog.Entered> linkedFiles = new HashMap<>();
    private final Map<RawPath, DatabaseState> databases = new TreeMap<>();

    /**
     * A ledger that keeps its events in {@code spool}, and starts with those that are already there.
     *
     * @param project the project's folder in the archive; everything next to it is a dependency, and counted separately
     */
    public Ledger(Spool spool, RawPath project) throws IOException {
        this(spool, project, path -> false);
    }

    /**
     * The same.
     *
     * @param cache whether a file of the project's working tree is a cache
     */
    public Ledger(Spool spool, RawPath project, Predicate<RawPath> cache) throws IOException {
        this.project = project;
        this.counts = new LedgerCounts(project, cache);
        log = new LedgerLog(spool);
        if (spool.length() > 0) {
            log.replay(this::count);
        }
    }

    private void add(LedgerLog.Event event) throws IOException {
        log.append(event);
        count(event);
    }

    private void count(LedgerLog.Event event) throws MemoryException {
        if (event instanceof LedgerLog.Entered entered) {
            count(entered);
        } else if (event instanceof LedgerLog.Found found) {
            heap.take(BYTES_OF_FINDING, "the findings of this export");
            findings.add(found.finding());
        } else if (event instanceof LedgerLog.Vanished gone) {
            heap.take(BYTES_OF_FINDING, "the files that have vanished while this export runs");
            vanished.add(gone.entry());
        } else {
            DatabaseState database = ((LedgerLog.Settled) event).database();
            heap.take(BYTES_OF_DATABASE, "the databases of this project");
            databases.put(database.database(), database);
        }
    }

    private void count(LedgerLog.Entered entered) throws MemoryException {
        if (entered.role() == EntryRole.METADATA) {
            return;
        }
        counts.add(entered);
        FileDigests digests = FileDigests.of(entered);
        if (digests == null) {
            return;
        }
        if (entered.role() == EntryRole.REPOSITORY_INDEX) {
            unsummed.add(new Unsummed(entered.path(), digests.sha256()));
        }
        if (entered.inode() != 0) {
            heap.take(BYTES_OF_LINKED_FILE, "the files with several names (hard links) of this project");
            linkedFiles.put(entered.path(), entered);
        }
    }

    /**
     * What is recorded of consecutive entries, prepared on another thread than the ledger's. No hard links, since they
     * depend on what is recorded already.
     */
    static final class Records {
        private final List<LedgerLog.Entered> entries = new ArrayList<>();
        private final WireWriter encoded = new WireWriter();

        /** Adds a folder or symbolic link. */
        void add(PlannedEntry entry) throws IOException {
            add(entered(entry, null, null, ContentClass.OTHER, false));
        }

        /** Adds a file; the parameters are those of {@link Ledger#enterFile}. */
        void addFile(
                PlannedEntry entry,
                FileDigests digests,
                @Nullable FileStat stat,
                ContentClass contentClass,
                boolean compressed)
                throws IOException {
            add(entered(entry, digests, stat, contentClass, compressed));
        }

        private void add(LedgerLog.Entered entry) throws IOException {
            LedgerLog.encode(encoded, entry);
            entries.add(entry);
        }
    }

    /** Records entries that were prepared by another thread. */
    void enterAll(Records records) throws IOException {
        log.append(records.encoded.view());
        for (LedgerLog.Entered entry : records.entries) {
            count(entry);
        }
    }

    /** Records a folder or symbolic link. */
    void enter(PlannedEntry entry) throws IOException {
        add(entered(entry, null, null, ContentClass.OTHER, false));
    }

    /** Records a further name of a file that is in the archive. */
    void enterLink(PlannedEntry entry, FileDigests digests) throws IOException {
        LedgerLog.Entered file = linkedFiles.get(entry.linkTargetOrThrow());
        add(entered(entry, digests, null, file == null ? ContentClass.OTHER : file.contentClass(), false));
    }

    /**
     * Records a file.
     *
     * @param stat the attributes of a file that further names may link to; else null
     */
    void enterFile(
            PlannedEntry entry,
            FileDigests digests,
            @Nullable FileStat stat,
            ContentClass contentClass,
            boolean compressed)
            throws IOException {
        add(entered(entry, digests, stat, contentClass, compressed));
    }

    private static LedgerLog.Entered entered(
            PlannedEntry entry,
            @Nullable FileDigests digests,
            @Nullable FileStat stat,
            ContentClass contentClass,
            boolean compressed) {
        FileStat linked = stat != null && stat.links() > 1 ? stat : null;
        byte[] seal = digests == null ? null : digests.seal();
        return new LedgerLog.Entered(
                entry.path(),
                entry.type(),
                entry.role(),
                entry.mode(),
                entry.size(),
                entry.linkTarget(),
                digests == null ? null : digests.sha256(),
                linked == null ? 0 : linked.device(),
                linked == null ? 0 : linked.inode(),
                contentClass,
                compressed,
                seal == null ? null : new LedgerLog.Sealed(entry.mtime(), seal));
    }

    /**
     * The digests of the file that was recorded as {@code path}; null if none was, or if {@code name} is not a name of
     * it.
     */
    @Nullable
    FileDigests linkedFile(RawPath path, FileStat name) {
        LedgerLog.Entered file = linkedFiles.get(path);
        if (file == null || file.device() != name.device() || file.inode() != name.inode()) {
            return null;
        }
        return FileDigests.of(file);
    }

    /** Records a finding for the manifest. */
    public void report(Finding finding) throws IOException {
        add(new LedgerLog.Found(finding));
    }

    void vanished(PlannedEntry entry) throws IOException {
        add(new LedgerLog.Vanished(entry));
    }

    /** Records the state of a database that a file of the archive belongs to. */
    void found(DatabaseState database) throws IOException {
        if (!database.equals(databases.get(database.database()))) {
            add(new LedgerLog.Settled(database));
        }
    }

    /** The databases of which the archive has a file. */
    List<DatabaseState> begunDatabases() throws IOException {
        return new WrittenDatabases(databases.values(), log).begun();
    }

    /**
     * Compares the databases in the archive with their states, and records what differs.
     *
     * @param leftOut whether a pattern of the user leaves out a path
     */
    public void judgeDatabases(Predicate<RawPath> leftOut) throws IOException {
        for (Finding finding : new WrittenDatabases(databases.values(), log).findings(leftOut, vanished)) {
            report(finding);
        }
    }

    /** Entries that were planned and are not in the archive, in the order of the plan. */
    public List<PlannedEntry> vanished() {
        return List.copyOf(vanished);
    }

    /** The engine's findings so far. */
    public List<Finding> findings() {
        return findings;
    }

    /** Git indexes, in the order of the archive. */
    public List<Unsummed> unsummed() {
        return unsummed;
    }

    /** Number of entries of this type in the project. */
    public long count(EntryType type) {
        return counts.of(type);
    }

    /** Files of the project, each name of a hard-linked one counted, and their bytes. */
    public Count count(EntryRole role) {
        return counts.of(role);
    }

    /** Files of this class that are not caches, each name of a hard-linked one counted, and their bytes. */
    public Count count(ContentClass contentClass) {
        return counts.of(contentClass);
    }

    /** Caches, each name of a hard-linked one counted, and their bytes. */
    public Count caches() {
        return counts.caches();
    }

    /** How files of this class were stored; further names of a file do not count. */
    public Storage storage(ContentClass contentClass) {
        return counts.storage(contentClass);
    }

    /** Files outside the project's folder, each name of a hard-linked one counted, and their bytes. */
    public Count dependencies() {
        return counts.dependencies();
    }

    /** All files of the archive and their bytes, except for the export's own metadata. */
    public Count written() {
        return total().plus(dependencies());
    }

    /** All files of the project and their bytes. */
    public Count total() {
        return counts.total();
    }

    /** Passes the project's files so far to {@code visitor}, in order, without further names of a file. */
    public void visitFiles(ArchivedFile.Visitor visitor) throws IOException {
        log.replay(new ArchivedFile.Filter(project, visitor));
    }

    /** Passes the entries so far to a seal, without the export's own metadata. */
    public void visitSealed(SealFormat.Archived.Visitor visitor) throws IOException {
        log.replay(new SealedEntries(visitor));
    }

    /** The digests of the entries so far. */
    public EntrySums sums() {
        return new EntrySums(log);
    }
}
