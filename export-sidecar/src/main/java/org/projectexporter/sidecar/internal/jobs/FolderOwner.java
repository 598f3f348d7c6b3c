package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Checks whether a data folder can be trusted, since it contains the exports and the token of the server: it must
 * belong to the user of this process, and no other user may have been able to write to it.
 */
final class FolderOwner {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private FolderOwner() {}

    /**
     * Checks the folder, and restricts it to its owner.
     *
     * @throws IOException if it belongs to another user, or others could write to it and it is not empty; the message
     *     says what to do
     */
    static void requireOwn(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return; // a platform without POSIX owners and modes
        }
        UserPrincipal owner = Files.getOwner(folder);
        if (!owner.equals(self()) && !owner.equals(ofNewFile(folder))) {
            throw new IOException("the data folder " + folder + " belongs to the user " + owner.getName()
                    + "; its content is not trusted. Use a folder that belongs to the user who runs the server, or"
                    + " one that does not exist yet");
        }
        close(folder, Files.getPosixFilePermissions(folder));
    }

    /** Whether a file or folder in it belongs to the same user and is not a link. */
    static boolean owns(Path folder, Path file) throws IOException {
        return !Files.isSymbolicLink(file)
                && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder));
    }

    /** The owner of this process's folder in proc(5) is its user. */
    private static @Nullable UserPrincipal self() {
        try {
            return Files.getOwner(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** The owner that the file system assigns to new files of this process, which is not always its user. */
    private static @Nullable UserPrincipal ofNewFile(Path folder) throws IOException {
        try {
            Path probe = Files.createTempFile(folder, "probe", null);
            try {
                return Files.getOwner(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private static void close(Path folder, Set<PosixFilePermission> before) throws IOException {
        if (before.equals(PRIVATE)) {
            return;
        }
        boolean open =
                before.contains(PosixFilePermission.GROUP_WRITE) || before.contains(PosixFilePermission.OTHERS_WRITE);
        boolean closed = tryToClose(folder);
        if (open && closed && !isEmpty(folder)) {
            Files.setPosixFilePermissions(folder, before); // restored, or the next start would trust it
            throw new IOException("the data folder " + folder + " can be written to by others ("
                    + PosixFilePermissions.toString(before) + "), so its content may not be the server's; inspect"
                    + " it, then run chmod 700, or use another folder");
        }
    }

    /** False on FAT, which has no modes. */
    private static boolean tryToClose(Path folder) throws IOException {
        try {
            Files.setPosixFilePermissions(folder, PRIVATE);
        } catch (FileSystemException e) {
            return false;
        }
        return Files.getPosixFilePermissions(folder).equals(PRIVATE);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        return DataFolder.children(folder).isEmpty();
    }
}
