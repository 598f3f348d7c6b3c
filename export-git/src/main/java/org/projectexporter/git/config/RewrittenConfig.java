package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.spi.RawPath;

/**
 * A configuration as it is exported, and what the manifest has to report about it.
 *
 * @param bytes the new content
 * @param change what was removed or changed, by name and never by value; null if nothing was
 * @param notes further remarks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RewrittenConfig(byte[] bytes, @Nullable String change, List<String> notes) {
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*[#;]");

    /** Settings on which the output of git status depends, in addition to filters and to what is exported. */
    private static final Set<String> DECIDES_STATUS = Set.of("core.excludesfile", "core.attributesfile");

    /** Rewrites the configuration of the repository in {@code gitFolder}, a path relative to the project's folder. */
    public static RewrittenConfig of(byte[] source, RawPath gitFolder) throws SourceException {
        return of(source, WorkTreeSetting.at(gitFolder));
    }

    /** Rewrites the configuration of a repository whose working tree is given by {@code workTree}. */
    public static RewrittenConfig of(byte[] source, WorkTreeSetting workTree) throws SourceException {
        String text = new String(source, StandardCharsets.ISO_8859_1);
        return of(text, ConfigReader.read(text), Set.of(), workTree);
    }

    /**
     * Rewrites the configuration of a repository that is exported. What it includes from files of the project becomes
     * part of it.
     *
     * @param file the configuration
     */
    public static RewrittenConfig of(byte[] source, GitFolder repository, Path file) throws IOException {
        String text = new String(source, StandardCharsets.ISO_8859_1);
        ReferredFiles files = new ReferredFiles(repository);
        List<ConfigEntry> own = ConfigReader.read(text);
        List<ConfigEntry> all = files.withIncluded(own, file.resolveSibling(""));
        Set<String> replaced = new TreeSet<>();
        if (!all.equals(own)) {
            replaced.add("include.path");
        }
        if (!Files.exists(repository.dirs().resolve(RawPath.of("config.worktree")), LinkOption.NOFOLLOW_LINKS)) {
            all.removeIf(entry -> entry.shownName().equals("extensions.worktreeconfig")); // old readers refuse it
        }
        for (ReferredFiles.Patterns patterns : ReferredFiles.Patterns.values()) {
            if (files.content(patterns) != null) {
                replaced.add(patterns.setting());
                all.removeIf(entry -> entry.shownName().equals(patterns.setting()));
            }
        }
        return of(text, all, replaced, WorkTreeSetting.of(repository));
    }

    /** Rewrites the part of a configuration that precedes its first error. */
    public static RewrittenConfig ofReadable(byte[] source, WorkTreeSetting workTree) {
        return of(new String(source, StandardCharsets.ISO_8859_1), ConfigReader.readable(source), Set.of(), workTree);
    }

    private static RewrittenConfig of(
            String text, List<ConfigEntry> entries, Set<String> replaced, WorkTreeSetting workTree) {
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
        return new RewrittenConfig(
                bytes, describe(dropped, cleaned, fitted, replaced), notes(filters, dropped, entries));
    }

    private static @Nullable String describe(
            Collection<String> dropped,
            Collection<String> cleaned,
            Collection<String> fitted,
            Collection<String> replaced) {
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
        if (!replaced.isEmpty()) {
            parts.add("replaced by the content of the files that they name: " + String.join(", ", replaced));
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    private static List<String> notes(
            Collection<String> filters, Collection<String> dropped, Collection<ConfigEntry> entries) {
        List<String> notes = new ArrayList<>(ToolNotes.about(entries));
        List<String> causes = new ArrayList<>();
        if (!filters.isEmpty()) {
            causes.add("filters (" + String.join(", ", filters) + ")");
        }
        dropped.stream().filter(RewrittenConfig::decidesStatus).forEach(causes::add);
        if (!causes.isEmpty()) {
            notes.add("git status may differ from the original's, since these settings were left out: "
                    + String.join(", ", causes));
        }
        return notes;
    }

    private static boolean decidesStatus(String name) {
        return DECIDES_STATUS.contains(name) || name.startsWith("include.") || name.startsWith("includeif.");
    }
}
