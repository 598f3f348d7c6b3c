package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Finds the symbolic links of a folder that a path leads through, as the file system resolves it. */
final class LinksOnPath {
    /** As many as Linux follows: path_resolution(7). */
    private static final int MOST_LINKS = 40;

    private LinksOnPath() {}

    /**
     * The links below a folder, in the order in which they are followed.
     *
     * @param folder without links; nothing outside of it is looked at
     * @param path absolute
     */
    static List<Path> below(Path folder, Path path) throws IOException {
        List<Path> links = new ArrayList<>();
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::add);
        Path at = Objects.requireNonNull(path.getRoot(), "an absolute path");
        while (!names.isEmpty() && links.size() < MOST_LINKS) {
            Path next = at.resolve(names.remove()).normalize();
            if (next.startsWith(folder) && Files.isSymbolicLink(next)) {
                links.add(next);
                Path target = Files.readSymbolicLink(next);
                List<Path> ahead = new ArrayList<>();
                target.forEach(ahead::add);
                for (int i = ahead.size() - 1; i >= 0; i--) {
                    names.addFirst(ahead.get(i));
                }
                at = target.isAbsolute() ? Objects.requireNonNull(target.getRoot(), "an absolute path") : at;
            } else {
                at = next;
            }
        }
        return links;
    }
}
