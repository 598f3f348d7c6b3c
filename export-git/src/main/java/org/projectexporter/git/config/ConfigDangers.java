package org.projectexporter.git.config;

import java.util.regex.Pattern;

/**
 * Knows what must not be said in the entries of a configuration that travel, harmless as their names are. Git hands names of remotes,
 * branches and submodules, and URLs, to commands that it runs, where one that begins with a hyphen is an option: {@code fetch_objects} in
 * {@code promisor-remote.c} does so still, for others see CVE-2017-1000117 and CVE-2018-17456. Names of submodules become folders
 * (CVE-2018-11235).
 */
public final class ConfigDangers {
    /** At a control character others may end, or begin, a line or a name; only a description has lines. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private static final Pattern CONTROL_IN_TEXT = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");
    /** A host, or a path, that is an option to who is asked for it. */
    private static final Pattern OPTION_IN_URL =
            Pattern.compile("-.*|[A-Za-z0-9+.-]*:(:|//)([^/]*@)?-.*", Pattern.DOTALL);

    private static final Pattern PARENT = Pattern.compile("(.*[/\\\\])?\\.\\.([/\\\\].*)?", Pattern.DOTALL);

    private ConfigDangers() {}

    /** Whether an entry has one of them in its value, or in the name of what it is about. */
    public static boolean has(ConfigEntry entry) {
        String value = entry.value() == null ? "" : entry.value();
        String subsection = entry.subsection() == null ? "" : entry.subsection();
        boolean text = entry.shownName().equals("branch.*.description");
        return CONTROL.matcher(subsection).find()
                || subsection.startsWith("-")
                || (text ? CONTROL_IN_TEXT : CONTROL).matcher(value).find()
                || hasOption(entry.shownName(), value)
                || (entry.section().equals("submodule")
                        && PARENT.matcher(subsection).matches());
    }

    private static boolean hasOption(String name, String value) {
        return switch (name) {
            case "remote.*.url", "remote.*.pushurl", "submodule.*.url", "branch.*.remote" ->
                OPTION_IN_URL.matcher(value).matches();
            case "branch.*.merge",
                    "submodule.*.branch",
                    "remote.*.fetch",
                    "remote.*.push",
                    "remote.*.partialclonefilter",
                    "extensions.partialclone" -> value.startsWith("-");
            default -> false;
        };
    }
}
