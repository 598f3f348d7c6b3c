package org.projectexporter.git.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.DiskPaths;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.OutsideAccess;
import org.projectexporter.git.folder.QuotedPath;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * The object stores that a repository borrows objects from: gitrepository-layout(5), {@code objects/info/alternates}.
 * Each of them may borrow from others.
 */
public final class Alternates {
    /** How deep Git follows alternates ({@code link_alt_odb_entries} reports "nesting too deep" beyond). */
    private static final int DEEPEST = 5;

    private static final String ROLE = "a store that it borrows objects from (alternates)";

    private final SourceContext context;
    private final Object shown;
    private final Missing missing;
    private final Set<Path> found = new LinkedHashSet<>();

    /** Receives the stores that do not exist. */
    @FunctionalInterface
    public interface Missing {
        /** Called for each of them. */
        void found(Path store) throws IOException;
    }

    private Alternates(SourceContext context, Object shown, Missing missing) {
        this.context = context;
        this.shown = shown;
        this.missing = missing;
    }

    /**
     * The folders that a store borrows from, links resolved, each once, in the order in which Git searches them. One
     * that does not exist is passed over, as by Git: whether it is needed was {@linkplain #check checked} before.
     *
     * @param objects the store itself
     * @param shown the repository, for messages
     * @throws org.projectexporter.SourceException if one may not be read
     */
    public static Collection<Path> of(Path objects, SourceContext context, Object shown) throws IOException {
        return check(objects, context, shown, store -> {});
    }

    /** The exception for a store that does not exist. */
    public static SourceException missing(Object shown, Path store) {
        return GitErrors.broken(shown, ROLE + ", " + store + ", is missing; restore it at this place");
    }

    /** Like {@link #of}, and passes to the caller which stores are missing. */
    public static Collection<Path> check(Path objects, SourceContext context, Object shown, Missing missing)
            throws IOException {
        Alternates alternates = new Alternates(context, shown, missing);
        Path real = objects.toRealPath();
        alternates.found.add(real);
        alternates.follow(real, 0);
        alternates.found.remove(real);
        return alternates.found;
    }

    private void follow(Path objects, int depth) throws IOException {
        byte[] list = depth > DEEPEST ? null : SmallFile.readIfPresent(objects.resolve("info/alternates"));
        if (list == null) {
            return;
        }
        for (RawPath named : entries(list)) {
            Path folder = DiskPaths.resolve(objects, named);
            if (!Files.isDirectory(folder)) {
                missing.found(folder);
                continue;
            }
            Path real = OutsideAccess.admit(context, shown, ROLE, folder);
            if (found.add(real)) {
                follow(real, depth + 1);
            }
        }
    }

    /** The paths in the file: one path per line, which may be quoted; {@code #} starts a comment. */
    static List<RawPath> entries(byte[] list) {
        List<RawPath> paths = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= list.length; end++) {
            if (end == list.length || list[end] == '\n') {
                RawPath line = RawPath.of(Arrays.copyOfRange(list, start, end));
                RawPath unquoted = QuotedPath.unquote(line);
                if (unquoted != null) {
                    paths.add(unquoted);
                } else if (!line.isRoot() && line.byteAt(0) != '#') {
                    paths.add(line);
                }
                start = end + 1;
            }
        }
        return paths;
    }
}
