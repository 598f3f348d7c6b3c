package org.projectexporter.git.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads the beginning and the end of each pack and of its index, to learn whether the file system can. */
final class PackProbe {
    private static final String FILES = "*.{pack,idx}";
    private static final int BYTES = 4096;

    private PackProbe() {}

    /**
     * Reads a little of all packs in a folder.
     *
     * @throws FileSystemException with the name of a file that cannot be read
     */
    static void requireReadable(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
            for (Path file : files) {
                probe(file);
            }
        } catch (NoSuchFileException e) {
            return; // no packs, or one that Git is replacing
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void probe(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            channel.read(bytes, 0);
            channel.read(bytes.clear(), Math.max(0, channel.size() - BYTES));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }
}
