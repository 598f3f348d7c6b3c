package org.projectexporter.internal.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.projectexporter.spi.RawPath;

/**
 * What the file system of a folder can do, as {@link FileSystemProbe} found by trying.
 *
 * @param type its type, such as {@code ext4} or {@code fuse.sshfs}; {@code fuseblk} can be anything
 * @param abilities what it can do
 * @param names the names that it can hold
 * @param timeStepNanos the step of its times: 1000 means a microsecond or less, 0 that times cannot be set
 * @param largestFileBytes the size of the largest file; {@link Long#MAX_VALUE} if it is not known to be limited
 */
public record FileSystemTraits(
        String type, Set<Ability> abilities, HeldNames names, long timeStepNanos, long largestFileBytes) {
    /** What not every file system can do. */
    public enum Ability {
        /** Writes past the page cache, with O_DIRECT (open(2)). */
        DIRECT_WRITES,
        /** Changes to bytes that were written before, at any position, and reading them while the file is open. */
        REWRITING,
        /** Hard links, with which a name is given without replacing another file. */
        HARD_LINKS,
        /** Symbolic links that are read as such, and not as what they lead to. */
        SYMBOLIC_LINKS,
        /** Modes of files that can be changed, whether they are executable in particular. */
        EXECUTABLE_BITS,
        /** Names that differ in case only. */
        CASE_SENSITIVE,
        /** Names that differ in their Unicode normalization only. */
        NORMALIZATION_SENSITIVE
    }

    public FileSystemTraits {
        abilities = Set.copyOf(abilities);
    }

    public boolean directWrites() {
        return abilities.contains(Ability.DIRECT_WRITES);
    }

    public boolean rewriting() {
        return abilities.contains(Ability.REWRITING);
    }

    public boolean hardLinks() {
        return abilities.contains(Ability.HARD_LINKS);
    }

    public boolean symbolicLinks() {
        return abilities.contains(Ability.SYMBOLIC_LINKS);
    }

    public boolean executableBits() {
        return abilities.contains(Ability.EXECUTABLE_BITS);
    }

    public boolean caseSensitive() {
        return abilities.contains(Ability.CASE_SENSITIVE);
    }

    public boolean normalizationSensitive() {
        return abilities.contains(Ability.NORMALIZATION_SENSITIVE);
    }

    /** Whether it can hold every segment of a relative path, regardless of what other names there are. */
    public boolean canHold(RawPath path) {
        return names.canHold(path);
    }

    /** All of it in one line, for a log. */
    @Override
    public String toString() {
        List<String> not = new ArrayList<>();
        for (Ability ability : Ability.values()) {
            if (!abilities.contains(ability)) {
                not.add(text(ability));
            }
        }
        List<String> all = new ArrayList<>(List.of(
                "type " + type,
                "can: "
                        + abilities.stream()
                                .sorted()
                                .map(FileSystemTraits::text)
                                .collect(Collectors.joining(", ")),
                "cannot: " + (not.isEmpty() ? "-" : String.join(", ", not)),
                timeStepNanos == 0 ? "times cannot be set" : "times in steps of " + step()));
        if (largestFileBytes < Long.MAX_VALUE) {
            all.add("files of at most " + largestFileBytes + " bytes");
        }
        List<String> limits = names.limits();
        all.add("names it cannot hold: " + (limits.isEmpty() ? "-" : String.join(", ", limits)));
        return String.join("; ", all);
    }

    private String step() {
        return timeStepNanos % 1_000_000 == 0 ? timeStepNanos / 1_000_000 + " ms" : "at most 1 µs";
    }

    private static String text(Ability ability) {
        return ability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
