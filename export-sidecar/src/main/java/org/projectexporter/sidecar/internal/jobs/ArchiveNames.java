package org.projectexporter.sidecar.internal.jobs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.ProjectExporter;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The names of archives: the project's name and the suffix of the format. */
final class ArchiveNames {
    /** The library's limit: {@code .manifest.json} is appended to the name, and a file system allows 255 bytes. */
    private static final int LONGEST = 255 - ".manifest.json".length();

    private final Map<String, String> suffixes = new LinkedHashMap<>();

    ArchiveNames(ProjectExporter exporter) {
        for (ArchiveFormat format : exporter.formats()) {
            suffixes.put(format.name(), format.suffixes().get(0));
        }
    }

    /**
     * Throws if the format does not exist.
     *
     * @throws IllegalArgumentException listing the known ones
     */
    void require(String format) {
        if (!suffixes.containsKey(format)) {
            throw new IllegalArgumentException(
                    "format must be one of " + String.join(", ", suffixes.keySet()) + ", not \"" + format + "\"");
        }
    }

    /** The path of an export's archive. */
    Path target(Path folder, JobView job) {
        String format = job.options().format();
        String suffix = Optional.ofNullable(suffixes.get(format)).orElse("." + format);
        return NativeNames.resolve(folder, RawPath.of(cut(job.project().name(), LONGEST - suffix.length()) + suffix));
    }

    /** The longest prefix of the text with at most this many bytes in UTF-8. */
    private static String cut(String text, int mostBytes) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
