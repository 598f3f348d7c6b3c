package org.projectexporter.git.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.spi.RestoreContext;

/**
 * The settings by which a repository knows the file system that it is on, as {@code git init} writes them after trying
 * ({@code create_default_files} in Git's {@code builtin/init-db.c}). One that says that there were no permissions or
 * links before is kept, since the files are still without them.
 */
public final class DiskSettings {
    private static final String CORE = "core";
    private static final String FILE_MODE = "filemode";
    private static final String SYMLINKS = "symlinks";
    private static final String IGNORE_CASE = "ignorecase";
    private static final String PRECOMPOSE = "precomposeunicode";

    private DiskSettings() {}

    /**
     * A configuration, fitted to a disk; equal to {@code entries} if it fits.
     *
     * @param main whether it is that of the repository, which names all settings, and not that of a single worktree
     */
    public static List<ConfigEntry> fitted(List<ConfigEntry> entries, RestoreContext.Disk disk, boolean main) {
        Map<String, String> missing = settings(disk);
        List<ConfigEntry> fitted = new ArrayList<>();
        int end = 0;
        for (ConfigEntry entry : entries) {
            boolean core = entry.section().equals(CORE) && entry.subsection() == null;
            String wanted = core ? settings(disk).get(entry.lowerName()) : null;
            missing.remove(core ? entry.lowerName() : "");
            if (core && entry.lowerName().equals(IGNORE_CASE) && !disk.foldsCase()) {
                continue;
            }
            fitted.add(wanted == null || wanted.equals(entry.value()) ? entry : entry.withValue(wanted));
            end = core ? fitted.size() : end;
        }
        if (main) {
            for (Map.Entry<String, String> setting : missing.entrySet()) {
                fitted.add(end++, new ConfigEntry(CORE, null, setting.getKey(), setting.getValue()));
            }
        }
        return fitted;
    }

    /** The settings that a disk needs, other than those that Git assumes. */
    private static Map<String, String> settings(RestoreContext.Disk disk) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (!disk.modes()) {
            settings.put(FILE_MODE, "false");
        }
        if (!disk.links()) {
            settings.put(SYMLINKS, "false");
        }
        if (disk.foldsCase()) {
            settings.put(IGNORE_CASE, "true");
        }
        if (disk.composes()) {
            settings.put(PRECOMPOSE, "true");
        }
        return settings;
    }

    /** The settings of {@code after} that differ from those of {@code before}, for people. */
    public static String difference(List<ConfigEntry> before, List<ConfigEntry> after) {
        List<String> all = new ArrayList<>();
        for (ConfigEntry entry : after) {
            if (!before.contains(entry)) {
                all.add(entry.shownName() + " is " + entry.value());
            }
        }
        for (ConfigEntry entry : before) {
            boolean gone = after.stream().noneMatch(other -> other.shownName().equals(entry.shownName()));
            if (gone) {
                all.add(entry.shownName() + " is no longer set");
            }
        }
        return String.join(", ", all);
    }
}
