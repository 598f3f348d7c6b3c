package org.projectexporter.cli;

import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportRequest.PathMapping;

/** The values of {@code --map-path}. */
final class PathMappings {
    private PathMappings() {}

    static List<PathMapping> of(List<String> texts) {
        return texts.stream().map(PathMappings::of).toList();
    }

    /** The last {@code =} separates the two: a folder of another machine cannot be renamed, the other one can. */
    private static PathMapping of(String text) {
        int equals = text.lastIndexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            throw new IllegalArgumentException("--map-path must be FROM=TO, not " + text);
        }
        return new PathMapping(text.substring(0, equals), Path.of(text.substring(equals + 1)));
    }
}
