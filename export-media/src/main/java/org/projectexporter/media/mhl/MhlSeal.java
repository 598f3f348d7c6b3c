package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.SealFormat;

/** Adds a generation to the history of the project, and to each history of a folder in it. */
final class MhlSeal implements SealFormat.Seal {
    /** Always ignored: what belongs to histories, and repositories, whose programs change them at any time. */
    private static final List<String> IGNORED = List.of("ascmhl", "ascmhl/", ".git");

    private static final int BYTES_OF_ENTRY = 400;

    private final SealFormat.Context context;
    private final RawPath root;
    private final NavigableMap<RawPath, MhlHistory> histories;
    private final List<MhlHistories.Mismatch> mismatches;
    private final List<String> patterns;
    private final SealFormat.Patterns ignored;
    private final MhlHash kind;

    MhlSeal(SealFormat.Context context, MhlHistories found) {
        this.context = context;
        this.root = context.project();
        this.histories = found.all();
        this.mismatches = found.mismatches();
        histories.putIfAbsent(root, MhlHistory.empty(root));
        this.patterns = withIgnored(history(root).patterns());
        this.ignored = context.patterns(patterns);
        histories.keySet().removeIf(folder -> !folder.equals(root) && !isContinued(folder));
        this.kind = kind();
    }

    private static List<String> withIgnored(List<String> patterns) {
        Set<String> all = new LinkedHashSet<>(patterns);
        all.addAll(IGNORED);
        return List.copyOf(all);
    }

    /** What the user wants, else what the history has, its outermost one first, else the default. */
    private MhlHash kind() {
        if (context.hash().isPresent()) {
            return Objects.requireNonNull(MhlHash.named(context.hash().get()), "checked before");
        }
        return histories.values().stream()
                .map(MhlHistory::kind)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(MhlHash.XXH64);
    }

    private MhlHistory history(RawPath folder) {
        return Objects.requireNonNull(histories.get(folder), "a history of the project");
    }

    /** The history that a file or folder belongs to: that of the deepest folder above it. */
    private MhlHistory historyOf(RawPath path) {
        for (RawPath at = path.parent(); at != null; at = at.parent()) {
            MhlHistory history = histories.get(at);
            if (history != null) {
                return history;
            }
        }
        throw new IllegalArgumentException("not in the project: " + path);
    }

    @Override
    public boolean replaces(RawPath path) {
        return path.isNamed(MhlNames.CHAIN)
                && MhlNames.isOfHistory(path)
                && histories.containsKey(MhlHistories.folderOf(path));
    }

    private boolean isSealed(RawPath path, boolean folder) {
        return path.startsWith(root) && !path.equals(root) && !ignored.match(path.relativeTo(root), folder);
    }

    /** A history in a folder that the outermost one ignores, or cannot name, remains as it is. */
    private boolean isContinued(RawPath folder) {
        return isSealed(folder, true) && MhlXml.isText(folder);
    }

    @Override
    public SealFormat.@Nullable Digest digest(RawPath path) {
        return isSealed(path, false) && MhlXml.isText(path) ? new MhlDigest(kinds(path)) : null;
    }

    /** The hash of this generation; and if earlier ones have recorded others only, the first of these. */
    private Set<MhlHash> kinds(RawPath path) {
        MhlHistory history = historyOf(path);
        List<Recorded> recorded =
                history.recorded(path.relativeTo(history.folder()).toString());
        Set<MhlHash> kinds = EnumSet.of(kind);
        if (!recorded.isEmpty() && recorded.stream().noneMatch(hash -> hash.kind() == kind)) {
            kinds.add(recorded.get(0).kind());
        }
        return kinds;
    }

    @Override
    public void finish(SealFormat.Archived archived, SealFormat.Sink sink) throws IOException {
        Contents contents = new Contents();
        archived.visit(contents::add);
        contents.sort();
        for (MhlHistories.Mismatch mismatch : mismatches) {
            sink.report(Finding.of(Finding.Kind.SEAL_FAILED, mismatch.path(), mismatch.what()));
        }
        Map<RawPath, MhlFolders.Hashes> folders = contents.folders.hashes();
        MhlSummary summary = new MhlSummary(sink);
        Map<RawPath, MhlGeneration.Written> written = new TreeMap<>();
        for (MhlHistory history : histories.descendingMap().values()) { // those of folders in others first
            MhlGeneration generation = new MhlGeneration(history, kind, context.time());
            List<SealFormat.Entry> own = contents.files.getOrDefault(history.folder(), List.of());
            List<MhlGeneration.FileRecord> files = generation.compare(own, path -> isSealed(path, false), summary);
            written.put(
                    history.folder(),
                    generation.write(
                            new MhlGeneration.Contents(
                                    files,
                                    contents.foldersOf.getOrDefault(history.folder(), List.of()),
                                    folders,
                                    patternsOf(history, contents.links),
                                    children(history, written)),
                            sink,
                            contents.hasOwnFolder.contains(history.folder())));
        }
        summary.report(history(root).generation() + 1, contents.unnameable);
    }

    /** Its own patterns, and one for each link below its folder. */
    private static List<String> patternsOf(MhlHistory history, List<RawPath> links) {
        List<String> all = new ArrayList<>(withIgnored(history.patterns()));
        links.stream()
                .filter(link -> link.startsWith(history.folder()))
                .forEach(link -> all.add(patternOf(link.relativeTo(history.folder()))));
        return all;
    }

    /** The new manifests of the histories directly below one. */
    private List<MhlGeneration.Written> children(MhlHistory history, Map<RawPath, MhlGeneration.Written> written) {
        return written.entrySet().stream()
                .filter(each -> historyOf(each.getKey()) == history)
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * A pattern for one link. The schema has no place for links, and the reference implementation would read what they
     * lead to. It matches patterns against absolute paths, so a pattern must not begin at the root.
     */
    private static String patternOf(RawPath link) {
        StringBuilder pattern = new StringBuilder("**/");
        for (char c : link.toString().toCharArray()) {
            pattern.append("\\*?[]".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        if (pattern.charAt(pattern.length() - 1) == ' ') { // gitignore(5) drops it without a backslash
            pattern.insert(pattern.length() - 1, '\\');
        }
        return pattern.toString();
    }

    /** What is in the archive, by the folders of the histories. */
    private final class Contents {
        private final Map<RawPath, List<SealFormat.Entry>> files = new TreeMap<>();
        private final Map<RawPath, List<RawPath>> foldersOf = new TreeMap<>();
        private final Set<RawPath> hasOwnFolder = new LinkedHashSet<>();
        private final List<RawPath> links = new ArrayList<>();
        private final MhlFolders folders = new MhlFolders(kind, root);
        private final HeapShare heap = HeapShare.half();
        private long unnameable;

        void add(SealFormat.Entry entry) throws IOException {
            RawPath path = entry.path();
            boolean folder = entry.type() == EntryType.DIRECTORY;
            if (folder && path.isNamed(MhlNames.FOLDER)) {
                hasOwnFolder.add(Objects.requireNonNull(path.parent(), "a folder of the project"));
            } else if (isSealed(path, folder)) {
                addSealed(entry);
            }
        }

        private void addSealed(SealFormat.Entry entry) throws IOException {
            RawPath path = entry.path();
            heap.take(BYTES_OF_ENTRY + 4L * path.length(), "the files that a seal lists");
            RawPath history = historyOf(path).folder();
            byte[] digest = entry.digest();
            if (!MhlXml.isText(path)) {
                unnameable++;
            } else if (entry.type() == EntryType.DIRECTORY) {
                foldersOf.computeIfAbsent(history, at -> new ArrayList<>()).add(path);
                folders.addFolder(path);
            } else if (entry.type() == EntryType.SYMBOLIC_LINK) {
                links.add(path);
            } else if (digest != null) {
                files.computeIfAbsent(history, at -> new ArrayList<>()).add(entry);
                folders.addFile(
                        path, Objects.requireNonNull(MhlDigest.parse(digest).get(kind), "always computed"));
            }
        }

        /** What vanished and was found again is at the end. */
        void sort() {
            files.values().forEach(all -> all.sort((a, b) -> a.path().compareTo(b.path())));
            foldersOf.values().forEach(all -> all.sort(null));
            links.sort(null);
        }
    }
}
