package org.projectexporter.git.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What has to be done after an import so that tools work again whose settings stay behind. */
public final class ToolNotes {
    /** About a repository with media of git-annex. */
    public static final String ANNEX = "git-annex: in the unpacked project, run git annex init, which gives it an id of"
            + " its own, and git annex fsck --fast, which records the media that are in it";

    private static final String SCALAR =
            "scalar: in the unpacked project, run scalar register, which sets up maintenance";

    private ToolNotes() {}

    /** The notes about a configuration, as it is before anything is removed. */
    public static Set<String> about(Collection<ConfigEntry> config) {
        Set<String> notes = new LinkedHashSet<>();
        for (ConfigEntry entry : config) {
            if (entry.shownName().equals("annex.uuid")) {
                notes.add(ANNEX);
            } else if (isPrefetched(entry)) {
                notes.add(SCALAR);
            }
        }
        return notes;
    }

    /** Scalar and {@code git maintenance} hide the refs that they fetch in the background: git-maintenance(1). */
    private static boolean isPrefetched(ConfigEntry entry) {
        return entry.shownName().equals("log.excludedecoration") && "refs/prefetch/*".equals(entry.value());
    }
}
