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
 * Whether what is in a work folder may be believed, and removed: the folder belongs to the user of this process, and nobody else can have
 * put anything there. All is asked of the folder that was opened, not of its path: Java asks an open folder with fstat(2).
 */
final class FolderOwner {
    private FolderOwner() {}

    /**
     * Looks at a folder.
     *
     * @throws ExportException if it belongs to somebody else
     */
    static void requireOwn(OpenFolder folder) throws IOException {
        PosixFileAttributes attributes = folder.attributes();
        if (attributes == null) {
            return; // a platform that has no owners and modes of this kind
        }
        requireOneFileSystem(folder.path());
        if (!attributes.owner().equals(self()) && !isGivenToOneUser(folder, attributes.owner())) {
            throw foreign(folder.path(), attributes.owner().getName());
        }
    }

    /** What is mounted there cannot be work of ours, since no file of it could be renamed to where it belongs; it may lie about its owner. */
    private static void requireOneFileSystem(Path folder) throws IOException {
        Path above = Objects.requireNonNull(folder.getParent()).toRealPath();
        if (FileStat.read(folder).device() != FileStat.read(above).device()) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    folder + " is on another file system than the folder that it is in; unmount it,"
                            + " or choose another target");
        }
    }

    /** The user of this process: the owner of its own folder in proc(5). Null where there is none. */
    private static @Nullable UserPrincipal self() {
        try {
            return Files.getOwner(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /**
     * Whether the file system gives what this process makes to that owner, too: FAT gives all to whom it was mounted for, NFS what root makes
     * to nobody.
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
     * Closes a folder to others. Where they could only read, nothing can have been put there. Where they could write, either the file
     * system has no modes, which shows in that none can be set, or what is there need not be ours.
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
            folder.setMode(before); // as it was, or the next run would believe it
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    folder.path() + " can be written to by others ("
                            + PosixFilePermissions.toString(before)
                            + "), so what is in it need not be yours: it is neither"
                            + " believed nor removed. Look into it and remove it yourself, or choose another target");
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

    /** A folder that cannot be opened at all: somebody else's, most often. */
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
                folder + " belongs to the user " + owner + ": what is in it is neither believed nor" + " removed. Have "
                        + owner + " or an administrator remove it, or choose another target");
    }
}
