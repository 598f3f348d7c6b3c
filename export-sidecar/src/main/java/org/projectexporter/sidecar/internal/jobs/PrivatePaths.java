package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.SidecarOptions;

/** Removes absolute paths from messages, which the library writes for users of the same machine. */
final class PrivatePaths {
    /** {@code ID/archive/} of an export, after the data folder was removed. */
    private static final Pattern ARCHIVE =
            Pattern.compile("exports/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/archive/");

    /** The start of an absolute path, neither of a relative path nor of a URL, up to its last name. */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?<![^\\s\"'`(\\[{<>=:,;])/(?=[^\\s/])(?:[^\\s\"'`()\\[\\]{}<>,;:]*/)?");

    private final List<Path> known;
    private final List<Pattern> folders;

    private PrivatePaths(List<Path> known) {
        this.known = known;
        this.folders = patterns(known);
    }

    /** For the folders of a sidecar: paths in them become relative. */
    static PrivatePaths of(SidecarOptions options) {
        List<Path> known = new ArrayList<>(options.dependencyRoots());
        options.pathMappings().forEach(mapping -> known.add(mapping.to()));
        known.add(options.data());
        known.addAll(options.workspaces());
        known.addAll(options.projectRoots());
        known.addAll(options.handOverFolders());
        return new PrivatePaths(known);
    }

    /** The same, also for the folder that a project is in. */
    PrivatePaths and(FoundProject project) {
        Path above = project.folder().getParent();
        if (above == null) {
            return this;
        }
        List<Path> more = new ArrayList<>(known);
        more.add(above);
        return new PrivatePaths(more);
    }

    private static List<Pattern> patterns(List<Path> known) {
        List<String> folders = new ArrayList<>();
        for (Path folder : known) {
            Path absolute = folder.toAbsolutePath().normalize();
            folders.add(absolute.toString());
            folders.add(real(absolute).toString());
        }
        folders.removeIf(folder -> folder.length() < 2);
        folders.sort(Comparator.comparingInt(String::length).reversed()); // a folder before its parent
        return folders.stream().map(PrivatePaths::pattern).toList();
    }

    /** The folder, with or without a trailing slash. */
    private static Pattern pattern(String folder) {
        return Pattern.compile(Pattern.quote(folder) + "(?:/|(?=[\\s\"'`)\\]}<>,;:]|$))");
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    /** The message without absolute paths. */
    String clean(String message) {
        String text = message;
        for (Pattern folder : folders) {
            text = folder.matcher(text).replaceAll(found -> found.group().endsWith("/") ? "" : "…");
        }
        text = ARCHIVE.matcher(text).replaceAll("");
        return ABSOLUTE.matcher(text).replaceAll("…/");
    }

    /** The messages without absolute paths. */
    List<String> clean(List<String> messages) {
        return messages.stream().map(this::clean).toList();
    }
}
