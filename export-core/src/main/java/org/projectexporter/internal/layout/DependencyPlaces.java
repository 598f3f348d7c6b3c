package org.projectexporter.internal.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The paths of dependencies in the archive: {@code NAME.dependencies/ROOT/path}, with the path relative to the allowed
 * root. So each file has one path, whatever refers to it, and of the machine's paths only the root's own name is
 * revealed.
 */
public final class DependencyPlaces {
    /** The suffix of the dependencies folder, after the project's name. */
    public static final String SUFFIX = ".dependencies";

    private static final RawPath NAMELESS = RawPath.of("root");

    private final RawPath folder;
    private final Map<Path, RawPath> places = new LinkedHashMap<>();

    /**
     * Places below {@code NAME.dependencies}.
     *
     * @param name the project's name
     * @param roots the allowed folders, without links; a root inside another one gets no path of its own
     */
    public DependencyPlaces(RawPath name, List<Path> roots) {
        folder = folder(name);
        Set<RawPath> taken = new HashSet<>();
        for (Path root : outermost(roots)) {
            RawPath own = root.getFileName() == null ? NAMELESS : NativeNames.nameOf(root);
            RawPath free = own;
            for (int i = 2; !taken.add(free); i++) {
                free = own.append("-" + i);
            }
            places.put(root, folder.resolve(free));
        }
    }

    /** {@code NAME.dependencies}. */
    public static RawPath folder(RawPath name) {
        return name.append(SUFFIX);
    }

    private static List<Path> outermost(List<Path> roots) {
        List<Path> outermost = new ArrayList<>();
        for (Path root : roots) {
            boolean inside = roots.stream().anyMatch(other -> !other.equals(root) && root.startsWith(other));
            if (!inside && !outermost.contains(root)) {
                outermost.add(root);
            }
        }
        return outermost;
    }

    /** {@code NAME.dependencies}. */
    public RawPath folder() {
        return folder;
    }

    /** The roots that have paths of their own, in order. */
    public List<Path> roots() {
        return List.copyOf(places.keySet());
    }

    /**
     * The root that contains {@code real}.
     *
     * @throws IllegalArgumentException if it is in none of them
     */
    public Path rootOf(Path real) {
        for (Path root : places.keySet()) {
            if (real.startsWith(root)) {
                return root;
            }
        }
        throw new IllegalArgumentException("not below an allowed folder: " + real);
    }

    /** The path in the archive of {@code real}, which must be inside a root. */
    public RawPath of(Path real) {
        Path root = rootOf(real);
        RawPath place = places.getOrDefault(root, folder);
        return real.equals(root) ? place : place.resolve(NativeNames.bytesOf(root.relativize(real)));
    }
}
