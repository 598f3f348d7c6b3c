package org.projectexporter.testkit.reseal;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;

import org.projectexporter.spi.ArchiveFormat;

/** The formats on the class path, by the suffixes of files. */
final class Formats {
    private Formats() {}

    /** The format with the longest suffix that the name ends in. */
    static ArchiveFormat of(Path archive) {
        return ServiceLoader.load(ArchiveFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(format -> suffixBytes(format, archive) > 0)
                .max(Comparator.comparingInt(format -> suffixBytes(format, archive)))
                .orElseThrow(() -> new IllegalArgumentException("no format on the class path for " + archive));
    }

    private static int suffixBytes(ArchiveFormat format, Path archive) {
        return format.suffixes().stream()
                .filter(archive.toString()::endsWith)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }
}
