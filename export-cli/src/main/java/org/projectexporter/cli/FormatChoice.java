package org.projectexporter.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.projectexporter.spi.ArchiveFormat;

/** Selects the format by an archive's file name: the longest matching suffix wins, ignoring case. */
final class FormatChoice {
    private final List<ArchiveFormat> formats;

    FormatChoice(List<ArchiveFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * The name of the format.
     *
     * @throws IllegalArgumentException if no suffix matches; the message lists the known ones
     */
    String forFile(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return formats.stream()
                .flatMap(format -> format.suffixes().stream().map(suffix -> new Candidate(suffix, format.name())))
                .filter(candidate -> name.endsWith(candidate.suffix()))
                .max(Comparator.comparingInt(candidate -> candidate.suffix().length()))
                .map(Candidate::format)
                .orElseThrow(() -> new IllegalArgumentException(
                        "cannot determine the format of " + file + " by its suffix: use one of " + known()
                                + ", or give --format, or the plug-in of the format with --plugin-path"));
    }

    private String known() {
        return formats.stream().flatMap(format -> format.suffixes().stream()).collect(Collectors.joining(", "));
    }

    private record Candidate(String suffix, String format) {}
}
