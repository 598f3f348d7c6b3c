package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.projectexporter.ExportOutline;
import org.projectexporter.spi.RawPath;

/** Counts what patterns leave out, pattern by pattern. */
public final class LeftOut {
    /** The reason of the patterns for caches. */
    public static final String CACHE = "cache";
    /** The reason of files in media folders that no document uses; their pattern is the folder. */
    public static final String UNUSED_MEDIA = "unused_media";

    /** The number of regular files that several patterns left out, and their total size in bytes. */
    public record Total(long files, long bytes) {}

    /**
     * What one pattern left out.
     *
     * @param pattern its text
     * @param reason {@code exclude}, {@code exportignore}, {@code cache}, {@code secret} or {@code unused_media}
     * @param file the {@code .exportignore} that contains the pattern, as in the archive; else null
     * @param files number of regular files left out
     * @param bytes their total size
     * @param trackedFiles number of those that Git tracks; only explicit patterns leave them out
     * @param trackedKept number of files that match the pattern but are exported because Git tracks them
     */
    public record Count(
            String pattern,
            String reason,
            @Nullable RawPath file,
            long files,
            long bytes,
            long trackedFiles,
            long trackedKept) {
        private Count plus(long moreFiles, long moreBytes, long moreTracked, long moreKept) {
            return new Count(
                    pattern,
                    reason,
                    file,
                    files + moreFiles,
                    bytes + moreBytes,
                    trackedFiles + moreTracked,
                    trackedKept + moreKept);
        }
    }

    private static final int MOST_EXAMPLES = 3;

    private final Map<ExclusionRules.Match, Count> counts = new LinkedHashMap<>();
    private final Map<ExclusionRules.Match, List<RawPath>> examples = new HashMap<>();

    /** Counts a file of {@code bytes} bytes as left out; {@code path} as it would be in the archive. */
    public void add(ExclusionRules.Match match, RawPath path, long bytes, boolean tracked) {
        counts.put(match, of(match).plus(1, bytes, tracked ? 1 : 0, 0));
        List<RawPath> known = examples.computeIfAbsent(match, first -> new ArrayList<>());
        if (known.size() < MOST_EXAMPLES) {
            known.add(path);
        }
    }

    /** Counts a file that is exported although it matches, because Git tracks it. */
    public void keepTracked(ExclusionRules.Match match) {
        counts.put(match, of(match).plus(0, 0, 0, 1));
    }

    private Count of(ExclusionRules.Match match) {
        String reason = match.reason().name().toLowerCase(Locale.ROOT);
        return counts.getOrDefault(match, new Count(match.pattern(), reason, match.file(), 0, 0, 0, 0));
    }

    /** What each pattern left out that left out anything, with the first of its files, the largest first. */
    public List<ExportOutline.Excluded> withExamples() {
        List<ExportOutline.Excluded> all = new ArrayList<>();
        examples.forEach((match, paths) -> {
            Count count = of(match);
            all.add(new ExportOutline.Excluded(count.reason, count.pattern, count.files, count.bytes, paths));
        });
        all.sort(Comparator.comparingLong(ExportOutline.Excluded::bytes)
                .reversed()
                .thenComparing(ExportOutline.Excluded::pattern));
        return all;
    }

    /** The counts, sorted by reason, file and pattern. */
    public List<Count> counts() {
        List<Count> sorted = new ArrayList<>(counts.values());
        sorted.sort(Comparator.comparing(Count::reason)
                .thenComparing(count -> count.file == null ? RawPath.ROOT : count.file)
                .thenComparing(Count::pattern));
        return sorted;
    }

    /** The number of files left out by all patterns. */
    public long files() {
        return counts.values().stream().mapToLong(Count::files).sum();
    }
}
