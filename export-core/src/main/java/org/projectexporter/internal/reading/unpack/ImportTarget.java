package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.spi.NativeNames;

/**
 * The names that an import gives to what it makes: the project's folder, and those beside it.
 *
 * @param project the project's folder
 * @param dependencies {@code DIR.dependencies}
 * @param metadata {@code DIR.import}: manifest and SHA256SUMS
 * @param number which of the names they are that an import into DIR may give: 1 for DIR itself, 2 for DIR-2, and so on
 */
record ImportTarget(Path project, Path dependencies, Path metadata, int number) {
    private static final String METADATA = ".import";
    private static final int LONGEST_NAME = 255;
    private static final int MOST_TRIES = 10_000;

    /**
     * Finds names that are free.
     *
     * @throws ExportException if there are none, or nothing can be made there
     */
    static ImportTarget find(Path folder, OnConflict onConflict) throws IOException {
        Path wanted = wanted(folder);
        ImportTarget target = numbered(wanted, 1);
        for (int i = 2; target.taken() != null; i++) {
            if (onConflict == OnConflict.FAIL || i > MOST_TRIES) {
                throw ExportException.builder(
                                Reason.TARGET_EXISTS,
                                target.taken()
                                        + " exists already; choose another name, or have the import choose one with the"
                                        + " option onConflict RENAME")
                        .path(target.taken())
                        .build();
            }
            target = numbered(wanted, i);
        }
        return target;
    }

    /**
     * The name that was asked for, its folder's own links resolved.
     *
     * @throws ExportException if nothing can be made there
     */
    static Path wanted(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null || absolute.getFileName() == null) {
            throw new ExportException(Reason.TARGET_UNUSABLE, "not a name for a folder: " + folder);
        }
        if (!Files.isDirectory(parent)) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE, "there is no folder " + parent + "; create it, or give another target");
        }
        if (!Files.isWritable(parent)) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE, "cannot write in the folder " + parent + "; choose another target");
        }
        return parent.toRealPath().resolve(absolute.getFileName());
    }

    /** Whether there may be a target of this number. */
    static boolean isNumber(int number) {
        return number >= 1 && number <= MOST_TRIES;
    }

    /** The names of this number, be they free or not. */
    static ImportTarget numbered(Path wanted, int number) throws ExportException {
        String suffix = number == 1 ? "" : "-" + number;
        if (NativeNames.nameOf(wanted).length() + suffix.length() + DependencyPlaces.SUFFIX.length() > LONGEST_NAME) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    "the name of " + wanted
                            + " is too long: the folders next to it have that name too; give one of at most "
                            + (LONGEST_NAME - DependencyPlaces.SUFFIX.length() - suffix.length()) + " bytes");
        }
        return new ImportTarget(
                beside(wanted, suffix),
                beside(wanted, suffix + DependencyPlaces.SUFFIX),
                beside(wanted, suffix + METADATA),
                number);
    }

    /** A name that begins like that of {@code file}, whatever its bytes. */
    static Path beside(Path file, String suffix) {
        Path folder = Objects.requireNonNull(file.getParent());
        return NativeNames.resolve(folder, NativeNames.nameOf(file).append(suffix));
    }

    /** What stands at one of the names; null if all are free. */
    @Nullable
    Path taken() {
        for (Path path : List.of(project, metadata, dependencies)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
        return null;
    }
}
