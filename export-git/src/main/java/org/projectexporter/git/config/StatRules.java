package org.projectexporter.git.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.SmallFile;

/**
 * How Git compares a file with its entry in the index: {@code core.fileMode}, {@code core.symlinks}, {@code
 * core.trustctime} and {@code core.checkStat} in git-config(1); {@code match_stat_data} in Git's {@code statinfo.c} and
 * {@code ce_match_stat_basic} in its {@code read-cache.c}.
 *
 * @param modes whether the owner's execute permission of a file is compared
 * @param links whether a file is something other than the link that the index has
 * @param ctime whether the time of the last change of the attributes is compared
 * @param complete whether all attributes are compared; if not, only the size, and the time in seconds
 */
public record StatRules(boolean modes, boolean links, boolean ctime, boolean complete) {
    /** The rules of a repository without any configuration. */
    public static final StatRules DEFAULT = new StatRules(true, true, true, true);

    /** The rules of the repository that is opened through {@code gitFolder}. */
    public static StatRules of(Path gitFolder) throws IOException {
        List<ConfigEntry> entries = new ArrayList<>(read(gitFolder, "config"));
        if (entries.stream().anyMatch(StatRules::enablesWorktreeConfig)) {
            entries.addAll(read(gitFolder, "config.worktree"));
        }
        return in(entries);
    }

    private static List<ConfigEntry> read(Path gitFolder, String name) throws IOException {
        byte[] config = SmallFile.readIfPresent(GitDirs.find(gitFolder, name));
        return config == null ? List.of() : ConfigReader.readable(config);
    }

    private static boolean enablesWorktreeConfig(ConfigEntry entry) {
        return entry.shownName().equals("extensions.worktreeconfig") && entry.isTrue();
    }

    /** The rules that these entries set, of which the last one of a name is effective. */
    public static StatRules in(List<ConfigEntry> entries) {
        StatRules rules = DEFAULT;
        for (ConfigEntry entry : entries) {
            rules = rules.with(entry);
        }
        return rules;
    }

    private StatRules with(ConfigEntry entry) {
        return switch (entry.shownName()) {
            case "core.filemode" -> new StatRules(entry.isTrue(), links, ctime, complete);
            case "core.symlinks" -> new StatRules(modes, entry.isTrue(), ctime, complete);
            case "core.trustctime" -> new StatRules(modes, links, entry.isTrue(), complete);
            case "core.checkstat" -> new StatRules(modes, links, ctime, !"minimal".equalsIgnoreCase(entry.value()));
            default -> this;
        };
    }
}
