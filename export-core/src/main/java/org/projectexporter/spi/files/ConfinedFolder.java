package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
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
 * A folder whose files are opened, and whose folders are listed, without ever following a link: not in the last segment of a
 * path, nor in one above, however often somebody puts a link where a folder was. Each segment is opened as seen from the folder
 * above it (openat(2) with {@code O_NOFOLLOW}), so what is read lies in the folder that was opened first.
 *
 * <p>Folders stay open from one call to the next, since most files follow one from the same folder. Not for several threads at
 * once. Where the platform has no {@link SecureDirectoryStream}, paths are looked at before and after instead.
 *
 * <pre>{@code
 * try (ConfinedFolder folder = ConfinedFolder.around(item)) {
 *     return folder.open(item.file(), item.stat());
 * }
 * }</pre>
 */
public final class ConfinedFolder implements Closeable {
    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final int FOLDERS_KEPT_OPEN = 32;
    /** A swap at full speed may be met a few times in a row. */
    private static final int TRIES = 20;

    /** What lies in a folder, in no order. */
    @FunctionalInterface
    public interface Children {
        /** The next one, absolute; null after the last. */
        @Nullable
        Path next() throws IOException;
    }

    /** A folder that is open, and whether its names have been read, which is possible once. */
    private static final class Opened {
        final Path path;
        final DirectoryStream<Path> stream;
        boolean listed;

        Opened(Path path, DirectoryStream<Path> stream) {
            this.path = path;
            this.stream = stream;
        }

        @Nullable
        SecureDirectoryStream<Path> secure() {
            return stream instanceof SecureDirectoryStream<Path> secure ? secure : null;
        }
    }

    private final Path root;
    /** The innermost first; each lies right in the next one. */
    private final Deque<Opened> folders = new ArrayDeque<>();

    /**
     * Opens nothing yet.
     *
     * @param root absolute; links on the way to it are followed
     */
    public ConfinedFolder(Path root) {
        this.root = root;
    }

    /** The folder of the project that an item lies in. */
    public static ConfinedFolder around(SourceItem item) {
        return around(item.file(), item.path());
    }

    /** The folder that {@code file} lies below as {@code path}; of a path that ends otherwise, the end that is the same counts. */
    public static ConfinedFolder around(Path file, RawPath path) {
        Path folder = file;
        RawPath below = path;
        while (below != null && !below.isRoot() && below.isNamed(NativeNames.nameOf(folder))) {
            folder = folderOf(folder);
            below = below.parent();
        }
        return new ConfinedFolder(folder);
    }

    /** The folder that a file lies in, for one that is looked at wherever it is. */
    public static ConfinedFolder of(Path file) {
        return new ConfinedFolder(folderOf(file));
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file lies in a folder");
    }

    /** Whether {@code file} is the folder or lies below it, going by its name. */
    public boolean contains(Path file) {
        return file.startsWith(root);
    }

    /**
     * Opens a regular file for reading. The caller closes it.
     *
     * @param file below the folder
     * @param stat what {@link FileStat#read} has just said of it; it may be another file by the time it is open
     * @throws NoSuchFileException if there is none, or something else stands in its place or in that of a folder above it
     */
    public FileChannel open(Path file, FileStat stat) throws IOException {
        if (stat.kind() != FileStat.Kind.FILE) {
            throw new NoSuchFileException(file.toString(), null, "is no regular file any more");
        }
        FileChannel channel = retried(file, FileStat.Kind.FILE, () -> openNow(file));
        try {
            channel.position();
        } catch (IOException e) { // a FIFO: lseek(2), ESPIPE
            channel.close();
            throw new NoSuchFileException(file.toString(), null, "is no regular file any more");
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
     * Lists a folder. What is returned is valid until the next call.
     *
     * @param folder the root or below it
     * @throws NoSuchFileException if there is none, or something else stands in its place or in that of one above it
     */
    public Children list(Path folder) throws IOException {
        Opened opened = retried(folder, FileStat.Kind.DIRECTORY, () -> unlisted(folder));
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
     * The target of a symbolic link, as it is.
     *
     * @param stat of the link
     * @throws NoSuchFileException if there is none any more, or a folder above it is a link now
     */
    public RawPath linkTarget(Path link, FileStat stat) throws IOException {
        try {
            RawPath target = NativeNames.linkTarget(link, stat);
            requireNoLink(folderOf(link));
            return target;
        } catch (NotLinkException e) {
            throw new NoSuchFileException(link.toString(), null, "is no link any more");
        }
    }

    private Opened unlisted(Path folder) throws IOException {
        if (opened(folder).listed) {
            closeInnermost();
        }
        return opened(folder);
    }

    /** Whether {@code file} is a link, or a folder between it and the root is one at this moment. */
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

    /** Something that opens. */
    private interface Opening<T> {
        T open() throws IOException;
    }

    /**
     * A folder that is kept open may have been moved away since, with another one in its place: then what is not there is looked for
     * from the root on. A link or a socket is an error that Java does not tell from others, and may be gone again when it is
     * looked for.
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
                boolean telling = e.getClass() != FileSystemException.class && e.getClass() != IOException.class;
                if (telling || tries == TRIES) {
                    throw e;
                }
                requireNoLink(file);
                require(kind, file);
            }
        }
    }

    private static NoSuchFileException gone(Path file, FileSystemException e) {
        return e instanceof NoSuchFileException gone
                ? gone
                : new NoSuchFileException(file.toString(), null, "is below a file");
    }

    /** The folder, opened from the innermost one that is open and lies above it. */
    private Opened opened(Path folder) throws IOException {
        while (!folders.isEmpty() && !folder.startsWith(folders.getFirst().path)) {
            closeInnermost();
        }
        if (folders.isEmpty()) {
            folders.push(new Opened(root, openByPath(root)));
        }
        Opened innermost = folders.getFirst();
        for (Path segment : innermost.path.relativize(folder)) {
            if (!segment.toString().isEmpty()) {
                innermost = enter(innermost, segment);
            }
        }
        return innermost;
    }

    private Opened enter(Opened above, Path segment) throws IOException {
        Path path = above.path.resolve(segment);
        SecureDirectoryStream<Path> secure = above.secure();
        if (secure == null) {
            requireNoLink(path);
        }
        Opened inner = new Opened(path, secure == null ? openByPath(path) : openWithin(secure, segment, path));
        folders.push(inner);
        if (folders.size() > FOLDERS_KEPT_OPEN) {
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

    /** Closes the folders that are open. It may be used again. */
    @Override
    public void close() throws IOException {
        while (!folders.isEmpty()) {
            closeInnermost();
        }
    }
}
