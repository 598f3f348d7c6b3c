package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** The histories of a project, and what belongs to each. */
final class MhlTree {
    private final RawPath root;
    private final NavigableMap<RawPath, MhlHistory> histories;
    private final List<String> patterns;
    private final SealFormat.Patterns ignored;

    /** All histories that are not in ignored folders; that of the project begins if there is none. */
    MhlTree(SealFormat.Context context, MhlHistories found) {
        root = context.project();
        histories = found.all();
        histories.putIfAbsent(root, MhlHistory.empty(root));
        patterns = MhlPatterns.always(outermost().patterns());
        ignored = context.patterns(patterns);
        histories
                .values()
                .removeIf(history -> !history.folder().equals(root)
                        && (history.generation() == 0 || !isContinued(history.folder())));
    }

    MhlHistory outermost() {
        return Objects.requireNonNull(histories.get(root), "the history of the project");
    }

    /** What the outermost history ignores, and thereby all. */
    List<String> patterns() {
        return patterns;
    }

    boolean has(RawPath folder) {
        return histories.containsKey(folder);
    }

    /** Those of folders in others first. */
    List<MhlHistory> innermostFirst() {
        return List.copyOf(histories.descendingMap().values());
    }

    /** The hash of the outermost history that has one; null if none has. */
    @Nullable
    MhlHash kind() {
        return histories.values().stream()
                .map(MhlHistory::kind)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The history that a file or folder belongs to: that of the deepest folder above it. */
    MhlHistory historyOf(RawPath path) {
        for (RawPath at = path.parent(); at != null; at = at.parent()) {
            MhlHistory history = histories.get(at);
            if (history != null) {
                return history;
            }
        }
        throw new IllegalArgumentException("not in the project: " + path);
    }

    /**
     * Whether a file or folder of the project is not ignored. The reference implementation matches the path of a folder
     * as that of a file: a pattern for folders only hides what is in them, and the folder itself is recorded.
     */
    boolean isSealed(RawPath path) {
        return path.startsWith(root) && !path.equals(root) && !ignored.match(path.relativeTo(root), false);
    }

    /** Whether a file is recorded: it is not ignored, and the format can have its name. */
    boolean isRecorded(RawPath file) {
        return isSealed(file) && MhlXml.isText(file);
    }

    /** A history in a folder that the outermost one ignores, or cannot name, remains as it is. */
    boolean isContinued(RawPath folder) {
        return folder.equals(root)
                || (folder.startsWith(root) && !ignored.match(folder.relativeTo(root), true) && MhlXml.isText(folder));
    }
}
