package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.SidecarOptions;

/** Takes absolute paths out of messages, which the library means for those who can see the disk. */
final class PrivatePaths {
    /** {@code ID/archive/} of an export, when the data folder before it is gone. */
    private static final Pattern ARCHIVE =
            Pattern.compile("exports/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/archive/");

    /** A slash with which no relative path and no URL goes on, and the rest of its path but for the last name. */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?<![^\\s\"'`(\\[{<>=:,;])/(?=[^\\s/])(?:[^\\s\"'`()\\[\\]{}<>,;:]*/)?");

    private final List<Pattern> folders;

    private PrivatePaths(List<Pattern> folders) {
        this.folders = folders;
    }

    /** Knows the folders of a sidecar: what lies in them is named as seen from there. */
    static PrivatePaths of(SidecarOptions options) {
        List<Path> known = new ArrayList<>(options.dependencyRoots());
        known.add(options.data());
        known.add(options.workspace());
        List<String> folders = new ArrayList<>();
        for (Path folder : known) {
            Path absolute = folder.toAbsolutePath().normalize();
            folders.add(absolute.toString());
            folders.add(real(absolute).toString());
        }
        folders.removeIf(folder -> folder.length() < 2);
        folders.sort(Comparator.comparingInt(String::length).reversed()); // a folder before the one that it lies in
        return new PrivatePaths(folders.stream().map(PrivatePaths::pattern).toList());
    }

    /** The folder with the slash behind it, or by itself. */
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

    /** The message without any. */
    String clean(String message) {
        String text = message;
        for (Pattern folder : folders) {
            text = folder.matcher(text).replaceAll(found -> found.group().endsWith("/") ? "" : "…");
        }
        text = ARCHIVE.matcher(text).replaceAll("");
        return ABSOLUTE.matcher(text).replaceAll("…/");
    }

    /** Each message without any. */
    List<String> clean(List<String> messages) {
        return messages.stream().map(this::clean).toList();
    }
}
