package org.projectexporter.git.refs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.RawPath;

/**
 * Replacements and grafts, which give commits other parents than they name: git-replace(1), and {@code info/grafts} in
 * gitrepository-layout(5).
 */
public final class Replacements {
    private static final RawPath REFS = RawPath.of("refs/replace");

    private Replacements() {}

    /** Whether a ref is a replacement of an object. */
    public static boolean isReplacement(RawPath ref) {
        return ref.startsWith(REFS);
    }

    /** Whether the repository in {@code gitFolder} has any replacements or grafts. */
    public static boolean existIn(Path gitFolder, RefTips tips) throws IOException {
        return tips.refs().anyMatch(ref -> isReplacement(ref.name())) || hasGrafts(gitFolder);
    }

    private static boolean hasGrafts(Path gitFolder) throws IOException {
        byte[] grafts = SmallFile.readIfPresent(GitDirs.find(gitFolder, "info/grafts"));
        return grafts != null
                && new String(grafts, StandardCharsets.ISO_8859_1)
                        .lines()
                        .anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
    }
}
