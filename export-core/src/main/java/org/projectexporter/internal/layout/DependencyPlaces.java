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
 * Where dependencies stand in the archive: {@code NAME.dependencies/ROOT/path}, the path as seen from the allowed root. So each file
 * has one place, whatever leads to it, and of the machine no more is told than the root's own name.
 */
public final class DependencyPlaces {
    /** What the folder of dependencies is called behind the project's name. */
    public static final String SUFFIX = ".dependencies";

    private static final RawPath NAMELESS = RawPath.of("root");

    private final RawPath folder;
    private final Map<Path, RawPath> places = new LinkedHashMap<>();

    /**
     * Places below {@code NAME.dependencies}.
     *
     * @param roots the allowed folders, without links; one that lies in another needs no place of its own
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

    /** The roots that have places, in their order. */
    public List<Path> roots() {
        return List.copyOf(places.keySet());
    }

    /**
     * The root that {@code real} lies in.
     *
     * @throws IllegalArgumentException if it lies in none
     */
    public Path rootOf(Path real) {
        return places.keySet().stream()
                .filter(real::startsWith)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("below no allowed folder: " + real));
    }

    /** The place of {@code real}, which lies in a root. */
    public RawPath of(Path real) {
        Path root = rootOf(real);
        RawPath place = places.getOrDefault(root, folder);
        return real.equals(root) ? place : place.resolve(NativeNames.bytesOf(root.relativize(real)));
    }
}
