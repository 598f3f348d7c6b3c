package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * A folder whose files are opened, and whose folders are listed, without ever following a link: not in the last segment
 * of a path, nor in one above, however often a folder is replaced by a link. Each segment is opened relative to the
 * folder above it (openat(2) with {@code O_NOFOLLOW}), so everything read is inside the folder that was opened first.
 *
 * <p>Folders stay open from one call to the next, since successive files are mostly in the same folder. Not
 * thread-safe. On platforms without {@link SecureDirectoryStream}, paths are checked before and after instead.
 *
 * <pre>{@code
 * try (ConfinedFolder folder = ConfinedFolder.around(item)) {
 *     return folder.open(item.file(), item.stat());
 * }
 * }</pre>
 */
public final class ConfinedFolder implements Closeable {
    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final int FEWEST_KEPT_OPEN = 2;
    private static final int MOST_KEPT_OPEN = 32;
    private static final int SHARE_KEPT_OPEN = 128;
    /** Attempts, since constant swapping may cause several failures in a row. */
    private static final int TRIES = 20;

    private static final long PAUSE_MILLIS = 5;

    /** The contents of a folder, in no particular order. */
    @FunctionalInterface
    public interface Children {
        /**
         * {@return the next path, absolute; null after the last}
         *
         * @throws IOException if the folder cannot be read
         */
        @Nullable
        Path next() throws IOException;
    }

    private final Path root;
    /** Open folders, the innermost first; each is the direct child of the next one. */
    private final Deque<OpenFolder> folders = new ArrayDeque<>();

    private int keptOpen = OpenFiles.share(SHARE_KEPT_OPEN, FEWEST_KEPT_OPEN, MOST_KEPT_OPEN);

    /**
     * A folder that is not opened yet.
     *
     * @param root an absolute path; links on the way to it are followed
     */
    public ConfinedFolder(Path root) {
        this.root = root;
    }

    /**
     * {@return the project's folder that contains an item; for a file of another name elsewhere, the folder that it is
     * in}
     *
     * @param item a file or folder of the walk
     */
    public static ConfinedFolder around(SourceItem item) {
        boolean elsewhere = item.isFile() && !item.isNamed(NativeNames.nameOf(item.file()));
        return elsewhere ? of(item.file()) : around(item.file(), item.path());
    }

    /**
     * {@return the folder relative to which {@code file} is {@code path}; if their ends differ, only the common end
     * counts}
     *
     * @param file an absolute path
     * @param path its last segments, as in the archive
     */
    public static ConfinedFolder around(Path file, RawPath path) {
        Path folder = file;
        RawPath below = path;
        while (below != null && !below.isRoot() && below.isNamed(NativeNames.nameOf(folder))) {
            folder = folderOf(folder);
            below = below.parent();
        }
        return new ConfinedFolder(folder);
    }

    /**
     * {@return the parent folder of a file, for one that is examined wherever it is}
     *
     * @param file an absolute path
     */
    public static ConfinedFolder of(Path file) {
        return new ConfinedFolder(folderOf(file));
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file has a parent folder");
    }

    /**
     * {@return whether {@code file} is the folder or below it, judging by its name}
     *
     * @param file an absolute path
     */
    public boolean contains(Path file) {
        return file.startsWith(root);
    }

    /**
     * {@return a regular file, opened for reading} The caller closes it.
     *
     * @param file a path below the folder
     * @param stat a recent result of {@link FileStat#read}; it may be another file by the time it is open
     * @throws NoSuchFileException if there is none, or something else has replaced it or a folder above it
     * @throws IOException if it cannot be opened
     */
    public FileChannel open(Path file, FileStat stat) throws IOException {
        if (stat.kind() != FileStat.Kind.FILE) {
            throw new NoSuchFileException(file.toString(), null, "is no longer a regular file");
        }
        FileChannel channel = retried(file, FileStat.Kind.FILE, () -> openNow(file));
        try {
            channel.position();
        } catch (IOException e) { // a FIFO: lseek(2), ESPIPE
            channel.close();
            throw new NoSuchFileException(file.toString(), null, "is no longer a regular file");
        }
        return channel;
    }

    private FileChannel openNow(Path file) throws IOException {
        SecureDirectoryStream<Path> secure = opened(folderOf(file)).secure();
        if (secure != null) {
            return (FileChannel) FifoWatch.watched(file, () -> secure.newByteChannel(file.getFileName(), READ_NO_LINK));
        }
        requireNoLink(file);
        FileChannel channel = FileChannel.open(file, READ_NO_LINK);
        requireNoLink(file);
        return channel;
    }

    /**
     * {@return the children of a folder} They are valid until the next call.
     *
     * @param folder the root or below it
     * @throws NoSuchFileException if there is none, or something else has replaced it or one above it
     * @throws IOException if it cannot be opened
     */
    public Children list(Path folder) throws IOException {
        OpenFolder opened = retried(folder, FileStat.Kind.DIRECTORY, () -> unlisted(folder));
        opened.listed = true;
        Iterator<Path> children = opened.stream.iterator();
        return () -> {
            try {
                return children.hasNext() ? children.next() : null;
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        };
    }

    /**
     * {@return the unchanged target of a symbolic link}
     *
     * @param link a path below the folder
     * @param stat attributes of the link
     * @throws NoSuchFileException if it no longer exists, or a folder above it is a link now
     * @throws IOException if it cannot be read
     */
    public RawPath linkTarget(Path link, FileStat stat) throws IOException {
        try {
            RawPath target = NativeNames.linkTarget(link, stat);
            requireNoLink(folderOf(link));
            return target;
        } catch (NotLinkException e) {
            throw new NoSuchFileException(link.toString(), null, "is no longer a link");
        }
    }

    private OpenFolder unlisted(Path folder) throws IOException {
        if (opened(folder).listed) {
            closeInnermost();
        }
        return opened(folder);
    }

    /**
     * {@return whether {@code file}, or a folder between it and the root, is currently a link}
     *
     * @param file a path below the folder
     */
    public boolean isReachedByLink(Path file) {
        for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return true;
            }
        }
        return false;
    }

    private void requireNoLink(Path file) throws NoSuchFileException {
        if (isReachedByLink(file)) {
            throw new NoSuchFileException(file.toString(), null, "is reached by a link");
        }
    }

    private static void require(FileStat.Kind kind, Path file) throws IOException {
        if (FileStat.read(file).kind() != kind) {
            throw new NoSuchFileException(file.toString(), null, "something else has taken its place");
        }
    }

    /** Opens something. */
    private interface Opening<T> {
        T open() throws IOException;
    }

    /**
     * Retries from the root: a folder that was kept open may have been moved away since, and replaced by another one. A
     * link or a socket causes an error that Java does not distinguish from others, and may be gone again when it is
     * searched for.
     */
    private <T> T retried(Path file, FileStat.Kind kind, Opening<T> opening) throws IOException {
        boolean fresh = folders.isEmpty();
        for (int tries = 1; ; tries++) {
            try {
                return opening.open();
            } catch (NoSuchFileException | NotDirectoryException e) {
                close();
                if (fresh) {
                    throw gone(file, e);
                }
                fresh = true;
            } catch (IOException e) {
                close();
                boolean specific = e.getClass() != FileSystemException.class && e.getClass() != IOException.class;
                if (specific || tries == TRIES) {
                    throw e;
                }
                if (OpenFiles.areUsedUp()) {
                    waitForFiles(tries);
                }
                requireNoLink(file);
                require(kind, file);
            }
        }
    }

    /** From now on it needs fewer open files; other threads, which may do the same, have time to close some. */
    private void waitForFiles(int tries) throws InterruptedIOException {
        keptOpen = FEWEST_KEPT_OPEN;
        try {
            Thread.sleep(PAUSE_MILLIS * tries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while too many files were open");
        }
    }

    private static NoSuchFileException gone(Path file, FileSystemException e) {
        return e instanceof NoSuchFileException gone
                ? gone
                : new NoSuchFileException(file.toString(), null, "is below a file");
    }

    /** The folder, opened relative to the innermost open folder above it. */
    private OpenFolder opened(Path folder) throws IOException {
        while (!folders.isEmpty() && !folder.startsWith(folders.getFirst().path)) {
            closeInnermost();
        }
        if (folders.isEmpty()) {
            folders.push(new OpenFolder(root, openByPath(root)));
        }
        OpenFolder innermost = folders.getFirst();
        if (innermost.path.equals(folder)) {
            return innermost;
        }
        for (Path segment : innermost.path.relativize(folder)) {
            if (!segment.toString().isEmpty()) {
                innermost = enter(innermost, segment);
            }
        }
        return innermost;
    }

    private OpenFolder enter(OpenFolder above, Path segment) throws IOException {
        Path path = above.path.resolve(segment);
        SecureDirectoryStream<Path> secure = above.secure();
        if (secure == null) {
            requireNoLink(path);
        }
        OpenFolder inner = new OpenFolder(path, secure == null ? openByPath(path) : openWithin(secure, segment, path));
        folders.push(inner);
        if (folders.size() > keptOpen) {
            folders.removeLast().stream.close();
        }
        return inner;
    }

    @SuppressWarnings("StreamResourceLeak") // close closes it
    private static DirectoryStream<Path> openByPath(Path path) throws IOException {
        return FifoWatch.watched(path, () -> Files.newDirectoryStream(path));
    }

    private static DirectoryStream<Path> openWithin(SecureDirectoryStream<Path> above, Path segment, Path path)
            throws IOException {
        return FifoWatch.watched(path, () -> above.newDirectoryStream(segment, LinkOption.NOFOLLOW_LINKS));
    }

    private void closeInnermost() throws IOException {
        folders.pop().stream.close();
    }

    /** Closes the open folders. This object may be used again. */
    @Override
    public void close() throws IOException {
        while (!folders.isEmpty()) {
            closeInnermost();
        }
    }
}
