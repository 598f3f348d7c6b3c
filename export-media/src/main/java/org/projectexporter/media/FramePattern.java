package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.PlanSink.Frames;
import org.projectexporter.spi.RawPath;

/**
 * A path whose last segment stands for a sequence of files.
 *
 * @param folder the path before the last segment, or {@code .}
 * @param frames the files
 */
record FramePattern(String folder, Frames frames) {
    /** As printf(3) has it, before a suffix. */
    static final Pattern PRINTF = Pattern.compile("%(?:0?([1-9]))?d(?=\\.)");

    /** The four digits of a tile of a texture, 1001 and up. */
    static final Pattern UDIM = Pattern.compile("<UDIM>");

    private static final int UDIM_DIGITS = 4;

    /** The sequence that {@code path} stands for; null if there is no such mark in its last segment. */
    static @Nullable FramePattern of(String path, Pattern mark) {
        int slash = PathText.lastSlash(path);
        String name = path.substring(slash + 1);
        Matcher found = mark.matcher(name);
        if (!found.find()) {
            return null;
        }
        Frames frames = new Frames(
                RawPath.of(name.substring(0, found.start())),
                digits(found, mark),
                RawPath.of(name.substring(found.end())),
                null);
        return new FramePattern(folderOf(path, slash), frames);
    }

    /** All files of a folder whose names end with {@code after}. */
    static FramePattern all(String folder, String after) {
        return new FramePattern(folder, new Frames(RawPath.ROOT, 0, RawPath.of(after), null));
    }

    private static String folderOf(String path, int slash) {
        return slash < 0 ? "." : path.substring(0, Math.max(1, slash));
    }

    private static int digits(Matcher found, Pattern mark) {
        if (mark.equals(UDIM)) {
            return UDIM_DIGITS;
        }
        String digits = found.group(1);
        return digits == null ? 1 : Integer.parseInt(digits);
    }
}
