package org.projectexporter.git.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The Git LFS filter in a configuration, as git-lfs installs it: git-lfs-install(1). */
public final class LfsFilter {
    /** The section of a configuration that git-lfs writes for the filter. */
    public static final String CONFIG =
            """
            [filter "lfs"]
            \tclean = git-lfs clean -- %f
            \tsmudge = git-lfs smudge -- %f
            \tprocess = git-lfs filter-process
            \trequired = true
            """;

    /** The change that is reported if the filter was added. */
    public static final String SET_UP = "Git LFS was set up in it";

    private LfsFilter() {}

    /** Whether the text of a configuration contains the filter. */
    public static boolean isIn(byte[] config) throws IOException {
        return isIn(ConfigReader.read(new String(config, StandardCharsets.ISO_8859_1)));
    }

    /** Whether the entries of a configuration contain the filter. */
    public static boolean isIn(List<ConfigEntry> config) {
        return config.stream().anyMatch(entry -> entry.section().equals("filter") && "lfs".equals(entry.subsection()));
    }
}
