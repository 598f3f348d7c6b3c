package org.projectexporter.git.config;

import java.util.regex.Pattern;

/**
 * Finds dangerous values in configuration entries whose names are harmless. Git passes URLs and the names of remotes,
 * branches and submodules to the commands that it runs, where a leading hyphen makes them options:
 * {@code fetch_objects} in {@code promisor-remote.c} still does so; for others see CVE-2017-1000117 and CVE-2018-17456.
 * Names of submodules become folders (CVE-2018-11235).
 */
public final class ConfigDangers {
    /**
     * Other programs may end or begin a line or a name at a control character; only a description may have several
     * lines.
     */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private static final Pattern CONTROL_IN_TEXT = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");
    /** A host or a path that the program which receives it would read as an option. */
    private static final Pattern OPTION_IN_URL =
            Pattern.compile("-.*|[A-Za-z0-9+.-]*:(:|//)([^/]*@)?-.*", Pattern.DOTALL);

    private static final Pattern PARENT = Pattern.compile("(.*[/\\\\])?\\.\\.([/\\\\].*)?", Pattern.DOTALL);

    private ConfigDangers() {}

    /** Whether the value or the subsection of an entry is dangerous. */
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
            case "remote.*.url",
                    "remote.*.pushurl",
                    "submodule.*.url",
                    "branch.*.remote",
                    "svn-remote.*.url",
                    "svn-remote.*.pushurl",
                    "svn-remote.*.commiturl",
                    "svn-remote.*.rewriteroot",
                    "svn-remote.*.reposroot" -> OPTION_IN_URL.matcher(value).matches();
            case "branch.*.merge",
                    "submodule.*.branch",
                    "remote.*.fetch",
                    "remote.*.push",
                    "remote.*.partialclonefilter",
                    "extensions.partialclone",
                    "svn-remote.*.fetch",
                    "svn-remote.*.branches",
                    "svn-remote.*.tags" -> value.startsWith("-");
            default -> false;
        };
    }
}
