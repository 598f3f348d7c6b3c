package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Recognises targets of symbolic links that are absolute paths into the project itself. */
public final class AbsoluteLinks {
    /** For a plan without a project. */
    static final AbsoluteLinks NONE = new AbsoluteLinks(RawPath.ROOT, List.of());

    private final RawPath name;
    private final List<byte[]> folders;

    private AbsoluteLinks(RawPath name, List<byte[]> folders) {
        this.name = name;
        this.folders = folders;
    }

    /**
     * Recognises those into a project.
     *
     * @param name its folder in the archive
     * @param project its folder on the disk, which also counts under its path without links
     */
    public static AbsoluteLinks into(RawPath name, Path project) {
        List<byte[]> folders = new ArrayList<>();
        folders.add(NativeNames.bytesOf(project.toAbsolutePath().normalize()).bytes());
        try {
            folders.add(NativeNames.bytesOf(project.toRealPath()).bytes());
        } catch (IOException e) {
            // planning has found its folder, and reports if it is gone
        }
        return new AbsoluteLinks(name, folders);
    }

    /** The path in the archive that a target leads to; null if it does not lead into the project. */
    @Nullable
    RawPath placeOf(RawPath target) {
        byte[] bytes = target.bytes();
        for (byte[] folder : folders) {
            int length = folder.length;
            if (bytes.length < length || !Arrays.equals(folder, 0, length, bytes, 0, length)) {
                continue;
            }
            if (bytes.length == length) {
                return name;
            }
            String rest = new String(bytes, length, bytes.length - length, StandardCharsets.ISO_8859_1);
            if (rest.charAt(0) == '/' && isPlain(rest.substring(1))) {
                return name.resolve(RawPath.of(Arrays.copyOfRange(bytes, length + 1, bytes.length)));
            }
        }
        return null;
    }

    /** Whether a path has neither empty names nor dots, so that it cannot lead back out. */
    private static boolean isPlain(String path) {
        return List.of(path.split("/", -1)).stream()
                .noneMatch(name -> List.of("", ".", "..").contains(name));
    }
}
