package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.FileStat;

/**
 * Checks whether the contents of a work folder may be trusted and removed: the folder must belong to the user of this
 * process, and no one else may have put anything there. All checks concern the opened folder, not its path: Java
 * queries an open folder with fstat(2).
 */
final class FolderOwner {
    private FolderOwner() {}

    /**
     * Checks a folder.
     *
     * @throws ExportException if it belongs to another user
     */
    static void requireOwn(OpenFolder folder) throws IOException {
        PosixFileAttributes attributes = folder.attributes();
        if (attributes == null) {
            return; // a platform without owners and modes of this kind
        }
        requireOneFileSystem(folder.path());
        if (!attributes.owner().equals(self()) && !isGivenToOneUser(folder, attributes.owner())) {
            throw foreign(folder.path(), attributes.owner().getName());
        }
    }

    /**
     * Refuses a mount point: it cannot be ours, since its files could not be renamed to the target, and it may report a
     * false owner.
     */
    private static void requireOneFileSystem(Path folder) throws IOException {
        Path above = Objects.requireNonNull(folder.getParent()).toRealPath();
        if (FileStat.read(folder).device() != FileStat.read(above).device()) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    folder + " is on another file system than its parent folder; unmount it,"
                            + " or choose another target");
        }
    }

    /** The user of this process: the owner of its own folder in proc(5). Null if that does not exist. */
    private static @Nullable UserPrincipal self() {
        try {
            return Files.getOwner(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /**
     * Whether files created by this process get that owner as well: on FAT all files belong to the user for whom it is
     * mounted, and on NFS files created by root belong to "nobody".
     */
    private static boolean isGivenToOneUser(OpenFolder folder, UserPrincipal owner) throws IOException {
        try {
            return folder.ofNewFile(Path.of("probe-" + UUID.randomUUID()))
                    .owner()
                    .equals(owner);
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /**
     * Denies others access to a folder. If they could only read, they cannot have put anything there. If they could
     * write, either the file system has no modes, so that none can be set, or the contents may not be ours.
     *
     * @throws ExportException if others can write to it
     */
    static void close(OpenFolder folder) throws IOException {
        PosixFileAttributes attributes = folder.attributes();
        if (attributes == null || attributes.permissions().equals(OpenFolder.PRIVATE)) {
            return;
        }
        Set<PosixFilePermission> before = attributes.permissions();
        boolean closed = tryToClose(folder);
        if (isOpenToWriting(before) && closed) {
            folder.setMode(before); // restored, or the next run would trust it
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    folder.path() + " can be written to by others ("
                            + PosixFilePermissions.toString(before)
                            + "), so its contents may not be yours: they are neither trusted nor removed."
                            + " Inspect and remove it yourself, or choose another target");
        }
    }

    private static boolean isOpenToWriting(Set<PosixFilePermission> mode) {
        return mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean tryToClose(OpenFolder folder) throws IOException {
        try {
            folder.setMode(OpenFolder.PRIVATE);
        } catch (IOException e) {
            return false; // EPERM of FAT
        }
        PosixFileAttributes now = folder.attributes();
        return now != null && !isOpenToWriting(now.permissions());
    }

    /** The error for a folder that cannot be opened at all, usually because it belongs to another user. */
    static ExportException unreadable(Path folder, AccessDeniedException e) {
        try {
            return foreign(
                    folder, Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName());
        } catch (IOException | UnsupportedOperationException unknown) {
            return new ExportException(
                    Reason.TARGET_UNUSABLE, "cannot open the folder " + folder + "; choose another target", e);
        }
    }

    private static ExportException foreign(Path folder, String owner) {
        return new ExportException(
                Reason.TARGET_UNUSABLE,
                folder + " belongs to the user " + owner + ": its contents are neither trusted nor removed. Have "
                        + owner + " or an administrator remove it, or choose another target");
    }
}
