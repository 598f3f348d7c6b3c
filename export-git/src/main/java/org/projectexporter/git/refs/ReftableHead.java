package org.projectexporter.git.refs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * HEAD of a worktree that keeps it in a reftable. Its file {@code HEAD} only names a branch that cannot exist,
 * {@code refs/heads/.invalid}: reftable in Git's technical documentation, "Layout".
 */
public final class ReftableHead implements ReftableRecords.Visitor {
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath TABLES = RawPath.of("reftable");

    private @Nullable String value;

    private ReftableHead() {}

    /**
     * What the file {@code HEAD} would contain: a branch after {@code ref:}, or an id; null if nothing is known.
     *
     * @param gitFolder the worktree's own folder
     */
    public static @Nullable String of(Path gitFolder, IdFormat ids) throws IOException {
        Path tables = NativeNames.resolve(gitFolder, TABLES);
        byte[] list = SmallFile.readIfPresent(tables.resolve("tables.list"));
        ReftableHead head = new ReftableHead();
        for (String name : list == null ? new String[0] : text(list).split("\n")) {
            byte[] table = name.matches("[A-Za-z0-9._-]+") ? SmallFile.readIfPresent(tables.resolve(name)) : null;
            if (table != null) {
                ReftableRecords.read(table, ids, head);
            }
        }
        return head.value;
    }

    /** Whether a worktree has its refs in a reftable. */
    public static boolean isIn(Path gitFolder) {
        return Files.isDirectory(NativeNames.resolve(gitFolder, TABLES));
    }

    private static String text(byte[] list) {
        return new String(list, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void ref(RawPath name, @Nullable String id) {
        value = name.equals(HEAD) ? id : value;
    }

    @Override
    public void symbolic(RawPath name, RawPath target) {
        value = name.equals(HEAD) ? "ref: " + target : value;
    }

    @Override
    public void log(RawPath name, long updateIndex, @Nullable String oldId, @Nullable String newId) {
        // only refs are of interest
    }
}
