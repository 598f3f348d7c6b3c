package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SeenNames;

/**
 * The folders of an archive. What an archive names as a folder is made as one, in folders alone, so that a way through them leads nowhere
 * else, neither by a link nor by a name that the file system takes for another.
 */
final class ArchiveFolders {
    /**
     * Where a way leads.
     *
     * @param missing the first name on it that is no folder of the archive; null if all are
     */
    record Place(RawPath path, @Nullable RawPath missing) {}

    private final SeenNames folders = new SeenNames();

    void add(RawPath folder) {
        folders.put(folder, SeenNames.Kind.FOLDER);
    }

    boolean has(RawPath folder) {
        return folders.get(folder) != null;
    }

    /**
     * Follows a relative path step by step, as the operating system would: up leads to the folder above only where all before it are
     * folders.
     *
     * @param from a folder of the archive
     * @return null if it is no relative path, leads out of the uppermost folder, leads up through what is not there, or has a character
     *     in it at which somebody may end it
     */
    @Nullable
    Place walk(RawPath from, RawPath way) {
        String text = new String(way.bytes(), StandardCharsets.ISO_8859_1);
        if (text.isEmpty() || text.startsWith("/") || hasControlCharacter(text)) {
            return null;
        }
        RawPath at = from;
        RawPath missing = null;
        for (String name : text.split("/", -1)) {
            boolean up = name.equals("..");
            if ((up && missing != null) || leadsUpOnWindows(name)) {
                return null;
            }
            if (up) {
                at = RelativePaths.parentOf(at);
            } else if (!name.isEmpty() && !name.equals(".")) {
                at = at.resolve(RawPath.of(name.getBytes(StandardCharsets.ISO_8859_1)));
                missing = missing == null && !has(at) ? at : missing;
            }
            if (at.isRoot()) {
                return null;
            }
        }
        return at.startsWith(RelativePaths.first(from)) ? new Place(at, missing) : null;
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static boolean leadsUpOnWindows(String name) {
        return name.indexOf('\\') >= 0 && ("\\" + name + "\\").contains("\\..\\");
    }
}
