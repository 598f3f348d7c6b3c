package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.io.ErrorText;

/** A private folder for the files of one deep verification, which is removed with its contents when it is closed. */
final class ScratchFolder implements Closeable {
    private static final String PREFIX = "project-export-verify-";

    private final Path folder;

    private ScratchFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates one that only its owner may enter.
     *
     * @param parent an existing folder
     * @throws ExportException if that is not possible
     */
    static ScratchFolder in(Path parent) throws IOException {
        Path folder;
        try {
            folder = Files.createTempDirectory(parent, PREFIX).toRealPath();
        } catch (IOException e) {
            throw ExportException.builder(
                            Reason.TARGET_UNUSABLE,
                            "no folder can be created in " + parent + " (" + ErrorText.of(e)
                                    + "); a deep verification unpacks repositories there; choose another scratch"
                                    + " folder")
                    .path(parent)
                    .cause(e)
                    .build();
        }
        ScratchFolder scratch = new ScratchFolder(folder);
        try {
            for (String name : List.of("tree", "beside")) {
                Files.createDirectory(folder.resolve(name));
            }
            return scratch;
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    /** The folders that the project, its dependencies and the other files are unpacked into. */
    StagedPaths paths() {
        Path tree = folder.resolve("tree");
        return new StagedPaths(
                tree.resolve("project"), tree.resolve("dependencies"), folder.resolve("beside"), new ArrayList<>());
    }

    @Override
    public void close() throws IOException {
        try {
            StagingFolder.remove(folder);
        } catch (NoSuchFileException e) {
            // it has been removed already
        }
    }
}
