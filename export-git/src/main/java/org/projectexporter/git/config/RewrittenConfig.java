package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;

/**
 * A configuration as it is exported, and what the manifest has to report about it.
 *
 * @param bytes the new content
 * @param change what was removed or changed, by name and never by value; null if nothing was
 * @param note a further remark; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RewrittenConfig(byte[] bytes, @Nullable String change, @Nullable String note) {
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*[#;]");

    /** Settings on which the output of git status depends, in addition to filters and to what is exported. */
    private static final Set<String> DECIDES_STATUS =
            Set.of("core.excludesfile", "core.attributesfile", "core.ignorestat", "diff.ignoresubmodules");

    /** Rewrites the configuration of the repository in {@code gitFolder}, a path relative to the project's folder. */
    public static RewrittenConfig of(byte[] source, RawPath gitFolder) throws SourceException {
        return of(source, WorkTreeSetting.at(gitFolder));
    }

    /** Rewrites the configuration of a repository whose working tree is given by {@code workTree}. */
    public static RewrittenConfig of(byte[] source, WorkTreeSetting workTree) throws SourceException {
        String text = new String(source, StandardCharsets.ISO_8859_1);
        return of(text, ConfigReader.read(text), workTree);
    }

    /** Rewrites the part of a configuration that precedes its first error. */
    public static RewrittenConfig ofReadable(byte[] source, WorkTreeSetting workTree) {
        return of(new String(source, StandardCharsets.ISO_8859_1), ConfigReader.readable(source), workTree);
    }

    private static RewrittenConfig of(String text, List<ConfigEntry> entries, WorkTreeSetting workTree) {
        ConfigAllowList allowed = new ConfigAllowList(workTree);
        List<ConfigEntry> kept = new ArrayList<>();
        TreeSet<String> dropped = new TreeSet<>();
        TreeSet<String> cleaned = new TreeSet<>();
        TreeSet<String> fitted = new TreeSet<>();
        TreeSet<String> filters = new TreeSet<>();
        for (ConfigEntry entry : entries) {
            ConfigEntry exported = allowed.apply(entry);
            if (exported == null) {
                dropped.add(entry.shownName());
                if (entry.section().equals("filter")) {
                    filters.add(UrlSecrets.blank(String.valueOf(entry.subsection())));
                }
                continue;
            }
            kept.add(exported);
            if (!exported.equals(entry)) {
                (entry.section().equals("core") ? fitted : cleaned).add(entry.shownName());
            }
        }
        if (COMMENT.matcher(text).find()) {
            dropped.add("comments");
        }
        byte[] bytes = ConfigWriter.write(kept).getBytes(StandardCharsets.ISO_8859_1);
        return new RewrittenConfig(bytes, describe(dropped, cleaned, fitted), note(filters, dropped));
    }

    private static @Nullable String describe(
            Collection<String> dropped, Collection<String> cleaned, Collection<String> fitted) {
        List<String> parts = new ArrayList<>();
        if (!dropped.isEmpty()) {
            parts.add("left out of it: " + String.join(", ", dropped));
        }
        if (!cleaned.isEmpty()) {
            parts.add("without user information and query: " + String.join(", ", cleaned));
        }
        if (!fitted.isEmpty()) {
            parts.add("adapted to its place in the archive: " + String.join(", ", fitted));
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    private static @Nullable String note(Collection<String> filters, Collection<String> dropped) {
        List<String> causes = new ArrayList<>();
        if (!filters.isEmpty()) {
            causes.add("filters (" + String.join(", ", filters) + ")");
        }
        dropped.stream().filter(RewrittenConfig::decidesStatus).forEach(causes::add);
        return causes.isEmpty()
                ? null
                : String.join(", ", causes)
                        + " were left out of the configuration: git status may differ from the original's";
    }

    private static boolean decidesStatus(String name) {
        return DECIDES_STATUS.contains(name) || name.startsWith("include.") || name.startsWith("includeif.");
    }
}
