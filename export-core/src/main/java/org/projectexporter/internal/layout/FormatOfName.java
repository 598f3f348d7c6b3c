package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveFormat;

/** Finds the format of an archive by its name. */
public final class FormatOfName {
    private FormatOfName() {}

    /** The format with the longest suffix that the name ends in, ignoring case; empty if there is none. */
    public static Optional<ArchiveFormat> of(Path archive, List<ArchiveFormat> formats) {
        String name = archive.toString().toLowerCase(Locale.ROOT);
        @Nullable ArchiveFormat found = null;
        int longest = 0;
        for (ArchiveFormat format : formats) {
            for (String suffix : format.suffixes()) {
                if (name.endsWith(suffix) && suffix.length() > longest) {
                    found = format;
                    longest = suffix.length();
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The format of an existing archive, as {@link #of} finds it. */
    public static ArchiveFormat find(Path archive, List<ArchiveFormat> formats) throws ExportException {
        return of(archive, formats)
                .orElseThrow(() -> new ExportException(
                        Reason.UNKNOWN_FORMAT,
                        "cannot determine the format of " + archive
                                + " by its suffix; give the archive itself, or the first volume (.001) of a split"
                                + " one; known suffixes: " + known(formats)));
    }

    /** All suffixes, for people. */
    public static String known(List<ArchiveFormat> formats) {
        return formats.stream().flatMap(format -> format.suffixes().stream()).collect(Collectors.joining(", "));
    }
}
