package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The imports of a data folder on the disk: one folder per import with an {@code import.json}. */
final class ImportStore {
    private static final Logger LOG = LoggerFactory.getLogger(ImportStore.class);
    private static final String FILE = "import.json";

    private final Path folder;

    ImportStore(Path folder) {
        this.folder = folder;
    }

    /** Where the volumes of an import are linked to. */
    Path archiveFolder(String id) {
        return folder.resolve(id).resolve("archive");
    }

    /** Stores the state of a new import; durable when this returns. */
    void create(ImportRecord kept) throws IOException {
        Path place = folder.resolve(kept.view().id());
        DataFolder.makeFolders(place);
        write(kept);
        DataFolder.sync(folder);
    }

    /** Stores the state of an import atomically; durable when this returns. */
    void write(ImportRecord kept) throws IOException {
        StateFile.replace(folder.resolve(kept.view().id()), FILE, ImportFile.encode(kept));
    }

    /** All readable imports. Others are left to {@link StorageJob}. */
    List<ImportRecord> load() throws IOException {
        List<ImportRecord> all = new ArrayList<>();
        for (Path child : DataFolder.children(folder)) {
            Path file = child.resolve(FILE);
            try {
                if (Files.exists(file)) {
                    all.add(ImportFile.decode(Files.readAllBytes(file)));
                    DataFolder.remove(child.resolve("archive"));
                }
            } catch (IOException e) {
                LOG.warn("imports/{} cannot be read: {}", child.getFileName(), e.getMessage());
            }
        }
        return all;
    }

    void removeArchive(String id) {
        removeQuietly(archiveFolder(id));
    }

    /** Removes the state of an import, and all files of it. */
    void remove(String id) {
        removeQuietly(folder.resolve(id));
    }

    private static void removeQuietly(Path path) {
        try {
            DataFolder.remove(path);
        } catch (IOException e) {
            LOG.warn("cannot remove all of {}: {}", path.getFileName(), e.toString());
        }
    }
}
