package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.UUID;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.ExtentSharing;

/**
 * Gives archives to, and takes them from, callers on this machine without sending them, in the folders that the
 * operator allows. Callers are trusted not to change these folders during a request.
 */
public final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** How a file was handed over. */
    public enum Method {
        /** A hard link: the file has two names. */
        LINK,
        /** A file of its own that shares its blocks with the server's. */
        CLONE,
        /** A copy. */
        COPY;

        /** The name in JSON. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A file that was handed over. */
    public record Given(Path file, JobView.Volume volume, Method method) {}

    private final ExportJobs exports;
    private final List<Path> folders;

    private HandOver(ExportJobs exports, List<Path> folders) {
        this.exports = exports;
        this.folders = List.copyOf(folders);
    }

    /** In the folders of the options. */
    public static HandOver of(SidecarOptions options, ExportJobs exports) {
        return new HandOver(exports, options.handOverFolders());
    }

    /**
     * Puts the files of an archive into a folder; durable when this returns. Links to them that are already there are
     * left as they are. If it fails, none is added.
     *
     * @throws JobException NOT_ALLOWED if the operator does not allow the folder, it does not exist, or is in the data
     *     folder; UNKNOWN or WRONG_STATE of the export; EXISTS if another file has the name; QUOTA if the
     *     disk of the folder is too full for a copy
     */
    public List<Given> give(String exportId, Path folder) throws JobException, IOException {
        Path real = require(folder);
        if (!Files.isDirectory(real)) {
            throw notAllowed();
        }
        List<Given> given = new ArrayList<>();
        List<Path> added = new ArrayList<>();
        boolean complete = false;
        try (ArchiveHold hold = exports.hold(exportId)) {
            for (JobView.Volume volume : hold.result().volumes()) {
                Path target = real.resolve(volume.name());
                boolean existed = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
                given.add(new Given(folder.resolve(volume.name()), volume, give(volume.file(), target)));
                if (!existed) {
                    added.add(target);
                }
            }
            DataFolder.sync(real);
            complete = true;
        } finally {
            if (!complete) {
                remove(added);
            }
        }
        LOG.info(
                "export {} was handed over: {}", exportId, given.get(0).method().jsonName());
        return given;
    }

    private static void remove(List<Path> added) {
        for (Path file : added) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("a file of an archive that was not handed over completely cannot be removed", e);
            }
        }
    }

    private static Method give(Path file, Path target) throws JobException, IOException {
        try {
            Files.createLink(target, file);
            return Method.LINK;
        } catch (FileAlreadyExistsException e) {
            if (Files.isSameFile(file, target)) {
                return Method.LINK;
            }
            throw exists(target);
        } catch (FileSystemException | UnsupportedOperationException e) {
            LOG.debug("an archive cannot be linked, and is copied: {}", e.toString());
            return copy(file, target);
        }
    }

    private static Method copy(Path file, Path target) throws JobException, IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(target);
        }
        Path unfinished = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            Files.createFile(unfinished);
            Method method = Method.CLONE;
            if (!share(file, unfinished)) {
                requireSpace(unfinished, Files.size(file));
                Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
                method = Method.COPY;
            }
            try (FileChannel copied = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                copied.force(true);
            }
            Files.move(unfinished, target);
            return method;
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void requireSpace(Path place, long bytes) throws JobException, IOException {
        long free = Disk.usableBytes(place);
        if (bytes > free) {
            throw new JobException(
                    Reason.QUOTA,
                    "the disk of the folder has " + free + " bytes left, but a file of the archive needs " + bytes);
        }
    }

    private static boolean share(Path from, Path to) throws IOException {
        FileStat source = FileStat.read(from);
        FileStat target = FileStat.read(to);
        for (ExtentSharing sharing : ServiceLoader.load(ExtentSharing.class)) {
            if (sharing.share(
                    new ExtentSharing.Place(from, source, 0), new ExtentSharing.Place(to, target, 0), source.size())) {
                return true;
            }
        }
        return false;
    }

    private static JobException exists(Path target) {
        return new JobException(Reason.EXISTS, "the folder already has another file " + target.getFileName());
    }

    /**
     * The file of a caller, with links in its path resolved.
     *
     * @throws JobException NOT_ALLOWED if it is not a file below a folder that the operator allows
     */
    Path readable(Path file) throws JobException, IOException {
        Path real = require(file);
        if (!Files.isRegularFile(real)) {
            throw notAllowed();
        }
        return real;
    }

    /** The answer is the same for what does not exist, so that no caller learns what does. */
    private Path require(Path path) throws JobException, IOException {
        try {
            Path real = path.toRealPath();
            boolean usable =
                    path.isAbsolute() && !real.startsWith(exports.data().folder());
            for (Path folder : folders) {
                if (usable && real.startsWith(folder.toRealPath())) {
                    return real;
                }
            }
        } catch (FileSystemException e) {
            LOG.debug("a path of a caller is not usable: {}", e.toString());
        }
        throw notAllowed();
    }

    private static JobException notAllowed() {
        return new JobException(
                Reason.NOT_ALLOWED,
                "there is nothing usable at this path in a folder that the server may hand archives over in; the"
                        + " operator allows folders with --hand-over");
    }
}
