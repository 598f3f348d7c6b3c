package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * The names in folders that may be read, to find files of a sequence, and files that a document spells differently:
 * with other case, as Windows and macOS allow, or with decomposed accents, as HFS+ had them (Unicode Standard Annex
 * 15).
 */
final class FolderNames {
    private static final int FOLDERS_KEPT = 4;
    /** Larger folders are not kept, nor searched for other spellings, to save memory. */
    private static final int MOST_KEPT = 100_000;
    /** A folder with more names is listed as far as that. */
    private static final int MOST_NAMES = 1_000_000;

    /** The names of a folder, and what each folded name stands for: empty if for several. */
    private static final class Listed {
        private final List<RawPath> names;
        private @Nullable Map<String, Optional<RawPath>> folded;

        Listed(List<RawPath> names) {
            this.names = names;
        }

        @Nullable
        RawPath like(RawPath name) {
            if (names.size() > MOST_KEPT) {
                return null;
            }
            Map<String, Optional<RawPath>> byFolded = folded;
            if (byFolded == null) {
                byFolded = new HashMap<>();
                for (RawPath each : names) {
                    byFolded.merge(fold(each), Optional.of(each), (one, other) -> Optional.empty());
                }
                folded = byFolded;
            }
            return byFolded.getOrDefault(fold(name), Optional.empty()).orElse(null);
        }
    }

    private final PlanContext context;
    private final Predicate<Path> mayRead;
    private final Map<Path, Listed> kept = new LinkedHashMap<>(FOLDERS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Listed> eldest) {
            return size() > FOLDERS_KEPT;
        }
    };

    /** Names in the folders for which {@code mayRead} is true, whose own links are resolved. */
    FolderNames(PlanContext context, Predicate<Path> mayRead) {
        this.context = context;
        this.mayRead = mayRead;
    }

    private static String fold(RawPath name) {
        return Normalizer.normalize(name.toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** The names in a folder without links, which may be read; none if it is not a folder. */
    List<RawPath> in(Path folder) throws IOException {
        return listed(folder).names;
    }

    private Listed listed(Path folder) throws IOException {
        Listed listed = kept.get(folder);
        if (listed == null) {
            listed = new Listed(list(folder));
            if (listed.names.size() <= MOST_KEPT) {
                kept.put(folder, listed);
            }
        }
        return listed;
    }

    private List<RawPath> list(Path folder) throws IOException {
        context.checkCancelled();
        List<RawPath> names = new ArrayList<>();
        try (ConfinedFolder confined = new ConfinedFolder(folder)) {
            ConfinedFolder.Children children = confined.list(folder);
            for (Path child = children.next(); child != null && names.size() < MOST_NAMES; child = children.next()) {
                names.add(NativeNames.nameOf(child));
            }
        } catch (FileSystemException e) {
            return List.of(); // not a folder, or not readable: nothing is found there
        }
        names.sort(null);
        return names;
    }

    /**
     * The real path of something that does not exist as it is spelled, but does with other case or other accents; null
     * if there is none, or if there are several. Only folders that may be read are listed.
     */
    @Nullable
    Path spelledDifferently(Path path) throws IOException {
        Path whole = path.normalize();
        Path existing = null;
        Path above = whole.getParent();
        while (above != null && existing == null) {
            existing = realOrNull(above);
            above = existing == null ? above.getParent() : above;
        }
        if (existing == null || above == null) {
            return null;
        }
        for (Path segment : above.relativize(whole)) {
            RawPath like = mayRead.test(existing) ? listed(existing).like(NativeNames.bytesOf(segment)) : null;
            existing = like == null ? null : realOrNull(NativeNames.resolve(existing, like));
            if (existing == null) {
                return null;
            }
        }
        return existing;
    }

    private static @Nullable Path realOrNull(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }
}
