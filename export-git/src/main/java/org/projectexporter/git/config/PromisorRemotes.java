package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The remotes from which Git fetches the missing objects of a partial clone by itself, whenever a command needs them,
 * even {@code git status}: git-clone(1), {@code --filter}; {@code promisor_remote_config} in {@code promisor-remote.c}.
 * An archive from an untrusted sender could thus make Git contact a host or read a folder of the sender's choice. The
 * remotes are imported unchanged, so that Git knows which objects may be missing, but with {@code remote.NAME.vcs}
 * added, which makes Git call a remote helper that does not exist.
 */
public final class PromisorRemotes {
    /** Names the helper {@code git-remote-disabled-by-import}, so that Git's error message explains itself. */
    static final String VCS = "disabled-by-import";

    /** Names that Git gives to remotes; others could be read as options or URLs. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_./-]*");
    /** A URL that names its own helper, which takes precedence: {@code transport_get} in {@code transport.c}. */
    private static final Pattern WITH_PROGRAM = Pattern.compile("[A-Za-z0-9+.-]*::.*", Pattern.DOTALL);

    private final Set<String> named = new TreeSet<>();
    private final Set<String> withUrl = new TreeSet<>();
    private final Set<String> withProgram = new TreeSet<>();

    private PromisorRemotes() {}

    /** The promisor remotes that a configuration defines. */
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

    /** The remote that an entry makes a promisor remote; null if it does not. */
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

    /** The configuration, changed so that Git contacts none of these remotes. */
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

    /** What to report about each remote. */
    public List<String> notes() {
        return named.stream()
                .map(name -> canBeDisabled(name)
                        ? "belongs to a partial clone: Git fetches missing objects from the remote " + name
                                + " only after you allow it, with git config --unset remote." + name + ".vcs"
                        : "left out of it: settings that make Git contact a remote by itself and cannot be disabled"
                                + " otherwise")
                .distinct()
                .toList();
    }
}
