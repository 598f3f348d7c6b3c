package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.projectexporter.ImportNote;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/**
 * What the file system of an import can hold, found by trying, as {@code git init} does ({@code create_default_files}
 * in Git's {@code builtin/init-db.c}).
 *
 * @param disk what restorers need to know
 * @param hardLinks whether a file may have several names
 */
record TargetDisk(RestoreContext.Disk disk, boolean hardLinks) {
    static final TargetDisk COMPLETE = new TargetDisk(RestoreContext.Disk.COMPLETE, true);

    private static final String FILE = "Probe";
    private static final String OTHER_CASE = "pROBE";
    /** With characters that Windows does not allow. */
    private static final String ODD_NAME = "a\"b:c?.";

    private static final RawPath COMPOSED = RawPath.of("\u00e4".getBytes(StandardCharsets.UTF_8));
    private static final RawPath DECOMPOSED = RawPath.of("a\u0308".getBytes(StandardCharsets.UTF_8));

    private interface Step {
        boolean run() throws IOException;
    }

    /**
     * Tries everything in a new folder, which is removed.
     *
     * @param folder an unused path that no one else can use
     */
    static TargetDisk probe(Path folder) throws IOException {
        Files.createDirectory(folder);
        Path file = Files.createFile(folder.resolve(FILE));
        RestoreContext.Disk disk = new RestoreContext.Disk(
                works(() -> keepsModes(file)),
                works(() -> keepsLink(folder.resolve("link"), file)),
                works(() -> keepsName(folder)),
                Files.exists(folder.resolve(OTHER_CASE), LinkOption.NOFOLLOW_LINKS),
                works(() -> composes(folder)));
        boolean hardLinks = works(() -> Files.isRegularFile(Files.createLink(folder.resolve("name"), file)));
        StagingFolder.remove(folder);
        return new TargetDisk(disk, hardLinks);
    }

    /** The context of restorers on this disk. */
    RestoreContext context(RestoreContext reports) {
        return new RestoreContext() {
            @Override
            public void report(ImportNote.Kind kind, RawPath path, String what) {
                reports.report(kind, path, what);
            }

            @Override
            public Disk disk() {
                return disk;
            }
        };
    }

    private static boolean works(Step step) {
        try {
            return step.run();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean keepsModes(Path file) throws IOException {
        int before = FileStat.read(file).mode();
        Attributes.setMode(file, before ^ Attributes.OWNER_RUNS_FILE);
        return FileStat.read(file).mode() == (before ^ Attributes.OWNER_RUNS_FILE)
                && (before & Attributes.OWNER_RUNS_FILE) == 0;
    }

    /** The link leads to a file: a mount that follows links could not remove one that leads nowhere. */
    private static boolean keepsLink(Path link, Path file) throws IOException {
        Files.createSymbolicLink(link, file.getFileName());
        return Files.isSymbolicLink(link);
    }

    private static boolean keepsName(Path folder) throws IOException {
        return Files.isRegularFile(Files.createFile(folder.resolve(ODD_NAME)));
    }

    private static boolean composes(Path folder) throws IOException {
        Files.createFile(NativeNames.resolve(folder, COMPOSED));
        return Files.exists(NativeNames.resolve(folder, DECOMPOSED), LinkOption.NOFOLLOW_LINKS);
    }
}
