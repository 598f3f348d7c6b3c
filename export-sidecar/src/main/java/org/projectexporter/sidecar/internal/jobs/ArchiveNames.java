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

/** What archives are called: the project's name and the suffix of the format. */
final class ArchiveNames {
    /** What the library allows: a name is followed by {@code .manifest.json}, and a file system takes 255 bytes. */
    private static final int LONGEST = 255 - ".manifest.json".length();

    private final Map<String, String> suffixes = new LinkedHashMap<>();

    ArchiveNames(ProjectExporter exporter) {
        for (ArchiveFormat format : exporter.formats()) {
            suffixes.put(format.name(), format.suffixes().get(0));
        }
    }

    /**
     * Refuses a format that is not there.
     *
     * @throws IllegalArgumentException naming those that are
     */
    void require(String format) {
        if (!suffixes.containsKey(format)) {
            throw new IllegalArgumentException(
                    "format must be one of " + String.join(", ", suffixes.keySet()) + ", not \"" + format + "\"");
        }
    }

    /** Where an export makes its archive. */
    Path target(Path folder, JobView job) {
        String format = job.options().format();
        String suffix = Optional.ofNullable(suffixes.get(format)).orElse("." + format);
        return NativeNames.resolve(folder, RawPath.of(cut(job.projectId(), LONGEST - suffix.length()) + suffix));
    }

    /** The longest beginning of the text that has so many bytes in UTF-8. */
    private static String cut(String text, int mostBytes) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
