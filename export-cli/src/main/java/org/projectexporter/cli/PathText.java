package org.projectexporter.cli;

import java.nio.file.Path;

import org.projectexporter.spi.NativeNames;

/** A path as text. {@link Path#toString} decodes it by the locale and shows "??" for "é" in the C locale. */
final class PathText {
    private PathText() {}

    static String of(Path path) {
        return NativeNames.bytesOf(path).toString();
    }
}
