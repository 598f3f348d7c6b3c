package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A folder that is held open: its contents are examined, opened and removed relative to it (openat(2)), and no link is
 * followed. So nothing else is touched, whatever replaces the folder at its path meanwhile.
 *
 * <p>On platforms without {@link SecureDirectoryStream}, paths are used instead.
 */
public final class OpenFolder implements Closeable {
    static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    static final int REMOVAL_TRIES = 500;

    private static final long PAUSE_MILLIS = 10;

    private final Path path;
    private final DirectoryStream<Path> stream;

    private OpenFolder(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /**
     * Opens a folder, which must not be a link; links on the way to it are followed.
     *
     * @throws NoSuchFileException if there is none
     * @throws NotDirectoryException if something else exists there
     */
    public static OpenFolder open(Path path) throws IOException {
        try (DirectoryStream<Path> above = Files.newDirectoryStream(Objects.requireNonNull(path.getParent()))) {
            return open(path, above);
        }
    }

    /** Opens a folder that may be reached by a link. */
    @SuppressWarnings("StreamResourceLeak") // close closes it
    public static OpenFolder openAnywhere(Path path) throws IOException {
        return new OpenFolder(path, Files.newDirectoryStream(path));
    }

    @SuppressWarnings("StreamResourceLeak") // close closes it
    private static OpenFolder open(Path path, DirectoryStream<Path> above) throws IOException {
        BasicFileAttributes stat = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!stat.isDirectory()) { // opening a FIFO would block
            throw new NotDirectoryException(path.toString());
        }
        return above instanceof SecureDirectoryStream<Path> secure
                ? new OpenFolder(path, secure.newDirectoryStream(path.getFileName(), LinkOption.NOFOLLOW_LINKS))
                : new OpenFolder(path, Files.newDirectoryStream(path));
    }

    private @Nullable SecureDirectoryStream<Path> secure() {
        return stream instanceof SecureDirectoryStream<Path> secure ? secure : null;
    }

    Path path() {
        return path;
    }

    /** Whether its path currently leads to it. */
    public boolean isAtItsPath() throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Objects.equals(
                    there.fileKey(),
                    view(BasicFileAttributeView.class).readAttributes().fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private <V extends FileAttributeView> V view(Class<V> type) {
        SecureDirectoryStream<Path> secure = secure();
        return secure == null
                ? Files.getFileAttributeView(path, type, LinkOption.NOFOLLOW_LINKS)
                : secure.getFileAttributeView(type);
    }

    private <V extends FileAttributeView> V view(Path name, Class<V> type) {
        SecureDirectoryStream<Path> secure = secure();
        return secure == null
                ? Files.getFileAttributeView(path.resolve(name), type, LinkOption.NOFOLLOW_LINKS)
                : secure.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS);
    }

    /** Identifies the folder at a path among all that exist now, even after it is renamed. */
    public static String identity(Path path) throws IOException {
        return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }

    /** Owner and mode of the folder; null if the platform has none. */
    @Nullable
    PosixFileAttributes attributes() throws IOException {
        return hasModes() ? view(PosixFileAttributeView.class).readAttributes() : null;
    }

    private boolean hasModes() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Sets the mode of the folder if its file system has modes. */
    void setMode(Set<PosixFilePermission> mode) throws IOException {
        if (hasModes()) {
            view(PosixFileAttributeView.class).setPermissions(mode);
        }
    }

    /** So that its contents can be removed, if the file system has modes: those of FUSE may have none (ENOSYS). */
    private void makeWritable() {
        try {
            setMode(PRIVATE);
        } catch (IOException e) {
            // removing its contents reports what is wrong
        }
    }

    /** Owner and mode of a private file that is created here and removed again. */
    PosixFileAttributes ofNewFile(Path name) throws IOException {
        open(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                .close();
        try {
            return view(name, PosixFileAttributeView.class).readAttributes();
        } finally {
            delete(name);
        }
    }

    /** The attributes of something in it; null if it does not exist. */
    public @Nullable BasicFileAttributes stat(Path name) throws IOException {
        try {
            return view(name, BasicFileAttributeView.class).readAttributes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Opens a file in it; a new one is accessible only to its owner. */
    FileChannel open(Path name, Set<? extends OpenOption> how) throws IOException {
        Set<OpenOption> options = new HashSet<>(how);
        options.add(LinkOption.NOFOLLOW_LINKS);
        SecureDirectoryStream<Path> secure = secure();
        if (secure == null) {
            return FileChannel.open(path.resolve(name), options);
        }
        return (FileChannel) secure.newByteChannel(name, options, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
    }

    /** The names of its contents, in no particular order. */
    public List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> again = listing()) {
            for (Path child : again) {
                names.add(child.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** A new stream, since a stream can be listed only once. */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    private DirectoryStream<Path> listing() throws IOException {
        SecureDirectoryStream<Path> secure = secure();
        return secure == null ? Files.newDirectoryStream(path) : secure.newDirectoryStream(Path.of("."));
    }

    /** Renames something in it. */
    void rename(Path name, Path other) throws IOException {
        SecureDirectoryStream<Path> secure = secure();
        if (secure == null) {
            Files.move(path.resolve(name), path.resolve(other));
        } else {
            secure.move(name, secure, other);
        }
    }

    /** Removes a file or a link if it exists. */
    public void delete(Path name) throws IOException {
        SecureDirectoryStream<Path> secure = secure();
        try {
            if (secure == null) {
                Files.delete(path.resolve(name));
            } else {
                secure.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // gone
        }
    }

    /**
     * Whether a file that was removed while it was open has this name until it is closed: on NFS, and on FUSE, where a
     * file that was just closed may still be open (libfuse, {@code hard_remove}).
     */
    static boolean isRemnant(Path name) {
        String text = name.toString();
        return text.startsWith(".fuse_hidden") || text.startsWith(".nfs");
    }

    /** Removes an empty folder, or one whose files are being closed. */
    private void deleteClosedFolder(Path name) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                deleteFolder(name);
                return;
            } catch (DirectoryNotEmptyException e) {
                try (OpenFolder inner = enter(name)) {
                    List<Path> left = inner.names();
                    if (tries == REMOVAL_TRIES || !left.stream().allMatch(OpenFolder::isRemnant)) {
                        throw new IOException(inner.path + " is not empty: " + left, e);
                    }
                }
                pause();
            }
        }
    }

    /** Waits a moment for files to be closed. */
    static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a folder was removed");
        }
    }

    /** Removes an empty folder. */
    void deleteFolder(Path name) throws IOException {
        SecureDirectoryStream<Path> secure = secure();
        if (secure == null) {
            Files.delete(path.resolve(name));
        } else {
            secure.deleteDirectory(name);
        }
    }

    /** Removes something in it if it exists; a folder with all its contents, whatever its mode. */
    public void remove(Path name) throws IOException {
        BasicFileAttributes stat = stat(name);
        if (stat == null) {
            return;
        }
        if (!stat.isDirectory()) {
            delete(name);
            return;
        }
        try (OpenFolder inner = enter(name)) {
            inner.makeWritable();
            inner.removeAll();
        }
        deleteClosedFolder(name);
    }

    /** Removes a folder in it with all its contents, if it exists and has this {@link #identity}. */
    public void removeFolder(Path name, String identity) throws IOException {
        BasicFileAttributes stat = stat(name);
        if (stat == null || !stat.isDirectory() || !identity.equals(String.valueOf(stat.fileKey()))) {
            return;
        }
        try (OpenFolder inner = enter(name)) {
            Object key =
                    inner.view(BasicFileAttributeView.class).readAttributes().fileKey();
            if (!identity.equals(String.valueOf(key)) || key == null) {
                return;
            }
            inner.makeWritable();
            inner.removeAll();
        }
        deleteClosedFolder(name);
    }

    /** Removes all its contents. */
    private void removeAll() throws IOException {
        for (Path name : names()) {
            remove(name);
        }
    }

    /** Opens a folder in it; if its owner may not read it, its mode is changed first. */
    OpenFolder enter(Path name) throws IOException {
        Path inner = path.resolve(name);
        try {
            return open(inner, stream);
        } catch (AccessDeniedException e) {
            if (!isAtItsPath()) {
                throw e;
            }
            Files.setPosixFilePermissions(inner, PRIVATE); // only a readable folder can be opened
            return open(inner, stream);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
