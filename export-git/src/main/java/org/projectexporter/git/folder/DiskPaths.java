package org.projectexporter.git.folder;

import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Paths as they are written in files of a repository: absolute, or relative to a folder. */
public final class DiskPaths {
    private DiskPaths() {}

    /** The bytes from {@code from} to the end, without trailing newlines and carriage returns. */
    public static RawPath line(byte[] text, int from) {
        int end = text.length;
        while (end > from && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        return RawPath.of(Arrays.copyOfRange(text, from, end));
    }

    /** Resolves {@code target} against {@code folder} lexically, without following links. */
    public static Path resolve(Path folder, RawPath target) {
        return (isAbsolute(target) ? NativeNames.toPath(target) : NativeNames.resolve(folder, target)).normalize();
    }

    /** Whether a path begins with a slash. */
    public static boolean isAbsolute(RawPath path) {
        return !path.isRoot() && path.byteAt(0) == '/';
    }

    /** The path of {@code file} relative to {@code folder}, which must contain it. */
    public static RawPath below(Path folder, Path file) {
        return file.equals(folder) ? RawPath.ROOT : NativeNames.bytesOf(folder.relativize(file));
    }
}
