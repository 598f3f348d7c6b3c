package org.projectexporter.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The object ids that a repository's refs and reflogs name, from the bytes of its files: gitrepository-layout(5),
 * git-pack-refs(1) for {@code packed-refs}, git-update-ref(1) ("Logging updates") for reflogs; or from those of its reftables.
 *
 * <p>Files are put in one by one, again if they changed; a file that is put in again takes the place of what it was.
 */
final class RefTips {
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath PACKED_REFS = RawPath.of("packed-refs");
    private static final RawPath REFS = RawPath.of("refs");
    private static final RawPath LOGS = RawPath.of("logs");
    private static final RawPath STASHES = RawPath.of("logs/refs/stash");
    private static final Set<RawPath> FOLDERS = Set.of(REFS, LOGS, ReftableStack.FOLDER);

    private final RepositoryKind kind;
    private final Map<RawPath, String> loose = new TreeMap<>();
    private final Map<RawPath, String> packed = new HashMap<>();
    private final Map<RawPath, Set<String>> logged = new TreeMap<>();
    private final ReftableStack tables;

    /** For a repository of a kind; with the refs of no file yet. */
    RefTips(RepositoryKind kind) {
        this.kind = kind;
        this.tables = new ReftableStack(kind.ids());
    }

    /** Reads those of a repository that nobody else writes to. */
    static RefTips read(Path gitFolder, SourceContext context) throws IOException {
        RefTips tips = new RefTips(RepositoryKind.of(gitFolder));
        GitDirs dirs = GitDirs.of(gitFolder);
        for (SourceItem item : dirs.children(RawPath.ROOT, RawPath.ROOT, context)) {
            if (FOLDERS.contains(item.path())) {
                tips.readFolder(item, dirs, context);
            } else if (item.isFile() && tips.concerns(item.path())) {
                tips.put(item.path(), SmallFile.read(item.file()));
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
                byte[] bytes = SmallFile.readIfPresent(item.file());
                if (bytes != null) {
                    put(item.path(), bytes);
                }
            }
        }
    }

    /** Whether a file, seen from the repository's folder, holds refs or reflogs. */
    boolean concerns(RawPath path) {
        if (GitNames.isLock(path) || hasHiddenSegment(path)) {
            return false;
        }
        return kind.reftable()
                ? path.startsWith(ReftableStack.FOLDER)
                : path.equals(HEAD) || path.equals(PACKED_REFS) || path.startsWith(REFS) || path.startsWith(LOGS);
    }

    /** As in {@code refs/.DS_Store}: git-check-ref-format(1) forbids it, and Git passes it over. */
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

    /** Takes the content of one file that {@linkplain #concerns concerns} refs. */
    void put(RawPath path, byte[] bytes) throws SourceException {
        if (kind.reftable()) {
            tables.put(path, bytes);
        } else if (path.equals(PACKED_REFS)) {
            putPacked(bytes);
        } else if (path.startsWith(LOGS)) {
            logged.put(path, loggedIds(bytes));
        } else {
            putLoose(path, bytes);
        }
    }

    /** Forgets a file that is gone. */
    void remove(RawPath path) {
        loose.remove(path);
        logged.remove(path);
        tables.remove(path);
        if (path.equals(PACKED_REFS)) {
            packed.clear();
        }
    }

    private void putLoose(RawPath path, byte[] bytes) throws SourceException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
        String id = text.substring(0, Math.min(text.length(), hex())).toLowerCase(Locale.ROOT); // Git takes both
        if (text.startsWith("ref:") && !text.substring("ref:".length()).isBlank()) {
            loose.remove(path);
        } else if (kind.ids().isId(id)) {
            loose.put(path, id);
        } else {
            throw new SourceException(path + " is not a ref" + (text.isEmpty() ? " (it is empty)" : ""));
        }
    }

    private int hex() {
        return kind.ids().digits();
    }

    private void putPacked(byte[] bytes) throws SourceException {
        packed.clear();
        for (String line : lines(bytes)) {
            boolean ref = line.length() > hex() + 1
                    && line.charAt(hex()) == ' '
                    && kind.ids().isId(line.substring(0, hex()));
            if (ref) {
                RawPath name = RawPath.of(line.substring(hex() + 1).getBytes(StandardCharsets.ISO_8859_1));
                packed.put(name, line.substring(0, hex()));
            } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '^') {
                throw new SourceException("packed-refs has a line that is not a ref");
            }
        }
    }

    private Set<String> loggedIds(byte[] bytes) {
        Set<String> ids = new LinkedHashSet<>();
        for (String line : lines(bytes)) {
            if (line.length() > 2 * hex() && line.charAt(hex()) == ' ') {
                addId(line.substring(0, hex()), ids);
                addId(line.substring(hex() + 1, 2 * hex() + 1), ids);
            }
        }
        return ids;
    }

    private void addId(String id, Set<String> ids) {
        if (kind.ids().isId(id) && !IdFormat.isNull(id)) {
            ids.add(id);
        }
    }

    private static String[] lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    }

    RepositoryKind kind() {
        return kind;
    }

    /** What refs and a detached HEAD point to, by name; a loose ref hides a packed one. */
    Map<RawPath, String> refs() throws SourceException {
        if (kind.reftable()) {
            return tables.refs();
        }
        Map<RawPath, String> refs = new TreeMap<>(packed);
        refs.putAll(loose);
        return refs;
    }

    /** All stashes: git-stash(1) keeps them as the reflog of one ref. */
    Collection<String> stashed() throws SourceException {
        return logs().getOrDefault(STASHES, Set.of());
    }

    /** Old and new ids of all reflogs; some may have been pruned. */
    Collection<String> logged() throws SourceException {
        Set<String> all = new LinkedHashSet<>();
        logs().values().forEach(all::addAll);
        return all;
    }

    private Map<RawPath, Set<String>> logs() throws SourceException {
        return kind.reftable() ? tables.logs() : logged;
    }
}
