package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The exports of a data folder on the disk: one folder per export with a {@code job.json}, which is replaced atomically
 * whenever something changes. A folder without it is a leftover.
 */
final class JobStore {
    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
    private static final String FILE = "job.json";
    private static final String UNFINISHED = "job.json.new";
    /** The folder in that of an export in which it creates its archive. */
    static final String ARCHIVE = "archive";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final DataFolder data;

    JobStore(DataFolder data) {
        this.data = data;
    }

    /** The folder of an export. */
    Path folder(String id) {
        return data.export(id);
    }

    /** The folder in which an export creates its archive. */
    Path archiveFolder(String id) {
        return data.export(id).resolve(ARCHIVE);
    }

    /** Creates the folder of a new export; durable when this returns. */
    void create(JobRecord job) throws IOException {
        String id = job.view().id();
        try {
            DataFolder.makeFolders(archiveFolder(id));
            write(job);
            DataFolder.sync(data.exports());
        } catch (IOException e) {
            removeQuietly(data.export(id));
            throw e;
        }
    }

    /** Stores the state of an export atomically; durable when this returns. */
    void write(JobRecord job) throws IOException {
        StateFile.replace(data.export(job.view().id()), FILE, JobFile.encode(job));
    }

    /** All readable exports. Unreadable ones are moved aside, leftovers removed. */
    List<JobRecord> load() throws IOException {
        List<JobRecord> jobs = new ArrayList<>();
        for (Path folder : DataFolder.children(data.exports())) {
            read(folder).ifPresent(jobs::add);
        }
        return jobs;
    }

    private Optional<JobRecord> read(Path folder) throws IOException {
        String name = NativeNames.nameOf(folder).toString();
        Path file = folder.resolve(FILE);
        if (!ID.matcher(name).matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            moveAside(folder, "is not an export");
            return Optional.empty();
        }
        if (!FolderOwner.owns(data.folder(), folder)) {
            moveAside(folder, "belongs to another user");
            return Optional.empty();
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            LOG.info("removing exports/{}: leftover of an export that was being created or removed", name);
            removeQuietly(folder);
            return Optional.empty();
        }
        try {
            requireOwnFile(file);
            JobRecord job = JobFile.decode(Files.readAllBytes(file), archiveFolder(name));
            if (!job.view().id().equals(name)) {
                throw new JobFile.DamagedException(
                        "it belongs to export " + job.view().id());
            }
            Files.deleteIfExists(folder.resolve(UNFINISHED));
            return Optional.of(job);
        } catch (JobFile.OlderException | JobFile.NewerException e) {
            LOG.warn("leaving exports/{} as it is: {}", name, e.getMessage());
        } catch (IOException e) {
            moveAside(folder, "cannot be read (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }

    private void requireOwnFile(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !FolderOwner.owns(data.folder(), file)) {
            throw new JobFile.DamagedException("it is not a regular file of this user");
        }
    }

    /** Keeps foreign or damaged files where an operator finds them. */
    private void moveAside(Path path, String why) {
        try {
            DataFolder.makeFolders(data.damaged());
            RawPath name = NativeNames.nameOf(path);
            Path aside = NativeNames.resolve(data.damaged(), name);
            for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
                aside = NativeNames.resolve(data.damaged(), RawPath.of(i + "-" + name));
            }
            Files.move(path, aside);
            LOG.warn("moved exports/{} to damaged/{}: it {}", name, NativeNames.nameOf(aside), why);
        } catch (IOException e) {
            LOG.warn("exports/{} {}, and cannot be moved to damaged/: {}", NativeNames.nameOf(path), why, e.toString());
        }
    }

    /** Removes the files of an export, but keeps its state. */
    void removeArchive(String id) {
        try {
            for (Path file : DataFolder.children(archiveFolder(id))) {
                DataFolder.remove(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove all files of export {}: {}", id, e.toString());
        }
    }

    /** Removes the state of an export; the rest of its folder is then a leftover, also for the next process. */
    void forget(String id) throws IOException {
        Path folder = data.export(id);
        Files.deleteIfExists(folder.resolve(FILE));
        DataFolder.sync(folder);
    }

    /** Removes the remains of an export. */
    void removeAll(String id) {
        removeQuietly(data.export(id));
    }

    private static void removeQuietly(Path folder) {
        try {
            DataFolder.remove(folder);
        } catch (IOException e) {
            LOG.warn("cannot remove all of {}: {}", folder.getFileName(), e.toString());
        }
    }
}
