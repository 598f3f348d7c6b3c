package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveFormat;

/** Finds the format of an archive by its name. */
public final class FormatOfName {
    private FormatOfName() {}

    /** The format with the longest suffix that the name ends in, ignoring case. */
    public static ArchiveFormat find(Path archive, List<ArchiveFormat> formats) throws ExportException {
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
        if (found == null) {
            List<String> known = formats.stream()
                    .flatMap(format -> format.suffixes().stream())
                    .toList();
            throw new ExportException(
                    Reason.UNKNOWN_FORMAT,
                    "cannot determine the format of " + archive
                            + " by its suffix; give the archive itself, or the first volume (.001) of a split"
                            + " one; known suffixes: "
                            + String.join(", ", known));
        }
        return found;
    }
}
