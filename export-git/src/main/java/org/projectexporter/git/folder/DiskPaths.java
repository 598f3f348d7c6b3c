package org.projectexporter.git.folder;

import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Paths as files of a repository name them: absolute, or as seen from a folder. */
public final class DiskPaths {
    private DiskPaths() {}

    /** The bytes from {@code from} on, without the newlines at their end. */
    public static RawPath line(byte[] text, int from) {
        int end = text.length;
        while (end > from && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        return RawPath.of(Arrays.copyOfRange(text, from, end));
    }

    /** Where {@code target} leads from {@code folder}, by its text alone. */
    public static Path resolve(Path folder, RawPath target) {
        return (isAbsolute(target) ? NativeNames.toPath(target) : NativeNames.resolve(folder, target)).normalize();
    }

    public static boolean isAbsolute(RawPath path) {
        return !path.isRoot() && path.byteAt(0) == '/';
    }

    /** The path of {@code file} as seen from {@code folder}, which it lies below. */
    public static RawPath below(Path folder, Path file) {
        return file.equals(folder) ? RawPath.ROOT : NativeNames.bytesOf(folder.relativize(file));
    }
}
