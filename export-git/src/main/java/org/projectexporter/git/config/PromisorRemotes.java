package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The remotes that Git asks by itself for what a partial clone lacks, whenever a command needs it, be it {@code git status}: git-clone(1),
 * {@code --filter}; {@code promisor_remote_config} in {@code promisor-remote.c}. Where an archive comes from anyone, that would be a host,
 * or a folder, that the archive names. They come in as they are, so that Git knows what may be missing, but with {@code
 * remote.NAME.vcs}, by which it asks a program for them that nobody has.
 */
public final class PromisorRemotes {
    /** Stands for {@code git-remote-disabled-by-import}, so that Git's own message says what is the matter. */
    static final String VCS = "disabled-by-import";

    /** Names that Git gives to remotes; it would take others for options or URLs. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_./-]*");
    /** A URL that names its program itself, which counts more: {@code transport_get} in {@code transport.c}. */
    private static final Pattern WITH_PROGRAM = Pattern.compile("[A-Za-z0-9+.-]*::.*", Pattern.DOTALL);

    private final Set<String> named = new TreeSet<>();
    private final Set<String> withUrl = new TreeSet<>();
    private final Set<String> withProgram = new TreeSet<>();

    private PromisorRemotes() {}

    public static PromisorRemotes in(List<ConfigEntry> config) {
        PromisorRemotes remotes = new PromisorRemotes();
        for (ConfigEntry entry : config) {
            String name = nameIn(entry);
            if (name != null) {
                remotes.named.add(name);
            } else if (entry.shownName().equals("remote.*.url")) {
                boolean program =
                        WITH_PROGRAM.matcher(String.valueOf(entry.value())).matches();
                (program ? remotes.withProgram : remotes.withUrl).add(String.valueOf(entry.subsection()));
            }
        }
        return remotes;
    }

    /** The remote that an entry makes one of them; null if it makes none. */
    private static @Nullable String nameIn(ConfigEntry entry) {
        return switch (entry.shownName()) {
            case "remote.*.promisor", "remote.*.partialclonefilter" -> entry.subsection();
            case "extensions.partialclone" -> String.valueOf(entry.value());
            default -> null;
        };
    }

    private boolean canBeDisabled(String name) {
        return withUrl.contains(name)
                && !withProgram.contains(name)
                && NAME.matcher(name).matches();
    }

    /** The same configuration, in which Git asks none of them. */
    public List<ConfigEntry> disabled(List<ConfigEntry> config) {
        List<ConfigEntry> entries = new ArrayList<>();
        Set<String> done = new TreeSet<>();
        for (ConfigEntry entry : config) {
            String name = nameIn(entry);
            if (name == null || canBeDisabled(name)) {
                entries.add(entry);
            }
            String remote = String.valueOf(entry.subsection());
            boolean url = entry.shownName().equals("remote.*.url") && named.contains(remote);
            if (url && canBeDisabled(remote) && done.add(remote)) {
                entries.add(new ConfigEntry("remote", remote, "vcs", VCS));
            }
        }
        return entries;
    }

    /** What has to be reported of each. */
    public List<String> notes() {
        return named.stream()
                .map(name -> canBeDisabled(name)
                        ? "of a partial clone: Git asks the remote " + name
                                + " for nothing until you allow it, with git config --unset remote." + name + ".vcs"
                        : "left out of it: that Git asks a remote by itself, where it cannot be disabled otherwise")
                .distinct()
                .toList();
    }
}
