package org.projectexporter.internal.exporting.exclude;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** Patterns in the syntax of gitignore that belong to one folder, and match what is below it. */
public final class PatternList implements SealFormat.Patterns {
    private final List<PathPattern> patterns = new ArrayList<>();

    /** Patterns of these lines; those that can match nothing are ignored, as by Git. */
    public PatternList(List<String> lines) {
        for (String line : lines) {
            try {
                PathPattern.parse(line).ifPresent(patterns::add);
            } catch (IllegalArgumentException e) {
                // it can match nothing
            }
        }
    }

    /** {@code path} is relative to the folder of the patterns. */
    @Override
    public boolean match(RawPath path, boolean isFolder) {
        RawPath parent = path.parent();
        return (parent != null && !parent.isRoot() && match(parent, true)) || matchItself(path, isFolder);
    }

    private boolean matchItself(RawPath path, boolean isFolder) {
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(path, isFolder)) {
                return !patterns.get(i).isNegated();
            }
        }
        return false;
    }
}
