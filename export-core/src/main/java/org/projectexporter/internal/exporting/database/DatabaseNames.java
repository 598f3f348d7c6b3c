package org.projectexporter.internal.exporting.database;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The names of an SQLite database's files: next to {@code film.db} are {@code film.db-wal} and the like. */
public final class DatabaseNames {
    /** The rollback journal: what the database's file had before the transaction in progress. */
    static final String JOURNAL = "-journal";

    /** The write-ahead log: what has been committed, and is not in the database's file yet. */
    static final String WAL = "-wal";

    /**
     * The index of that log in shared memory. It "contains no persistent content" (sqlite.org/tempfiles.html, 2.3): the
     * first program that opens the database rebuilds it.
     */
    static final String SHM = "-shm";

    /** What follows the database's name in those of the files that hold its content. */
    static final List<String> WITH_CONTENT = List.of("", JOURNAL, WAL);

    /** What follows the database's name in those of all other files. */
    static final List<String> BESIDE = List.of(JOURNAL, WAL, SHM);

    /**
     * Names of databases that are looked at when a project is planned: general ones, and those of Audacity, Lightroom,
     * Capture One and Final Cut Pro. Any other database is recognised when it is read.
     */
    private static final Set<String> SUFFIXES = Set.of(
            "db",
            "db3",
            "sqlite",
            "sqlite3",
            "sqlitedb",
            "aup3",
            "aup3unsaved",
            "lrcat",
            "cocatalogdb",
            "cosessiondb",
            "flexolibrary",
            "fcpevent",
            "gpkg");

    private static final int LONGEST_SUFFIX = 16;

    private DatabaseNames() {}

    /** The database next to which a file of this name is; null if it has no name of such a file. */
    public static @Nullable RawPath databaseOf(RawPath path) {
        for (String suffix : BESIDE) {
            if (isBeside(path, suffix)) {
                byte[] bytes = path.bytes();
                return RawPath.of(Arrays.copyOf(bytes, bytes.length - suffix.length()));
            }
        }
        return null;
    }

    /** Whether it is the index of a log, by its name. */
    public static boolean isIndex(RawPath path) {
        return isBeside(path, SHM);
    }

    private static boolean isBeside(RawPath path, String suffix) {
        int start = path.length() - suffix.length();
        if (start <= 0 || path.byteAt(start - 1) == '/') {
            return false;
        }
        for (int i = 0; i < suffix.length(); i++) {
            if (path.byteAt(start + i) != suffix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a file is probably a database, by its name. */
    public static boolean isProbable(RawPath path) {
        int dot = path.length() - 1;
        while (dot > 0 && path.byteAt(dot) != '.' && path.byteAt(dot) != '/') {
            dot--;
        }
        if (path.isRoot() || path.byteAt(dot) != '.' || path.length() - dot > LONGEST_SUFFIX) {
            return false;
        }
        byte[] bytes = path.bytes();
        String suffix = new String(bytes, dot + 1, bytes.length - dot - 1, StandardCharsets.ISO_8859_1);
        return SUFFIXES.contains(suffix.toLowerCase(Locale.ROOT));
    }

    /** The file next to {@code file} that has the name of {@code path}, an entry in the same folder. */
    public static Path sibling(Path file, RawPath path) {
        Path folder = Objects.requireNonNull(file.getParent(), "a file has a parent folder");
        return NativeNames.resolve(folder, path.fileName());
    }
}
