package org.projectexporter.it.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * A folder that ignores case, like those of macOS and Windows: NTFS in a file, by lowntfs-3g(8). Needs root, or the
 * right to mount; else the test is skipped, loudly.
 */
public final class FoldingFolder implements Closeable {
    private static final long IMAGE_BYTES = 2L << 30;

    private final Path folder;

    private FoldingFolder(Path folder) {
        this.folder = folder;
    }

    /** Creates the folder and the file of its file system in {@code temp}. */
    public static FoldingFolder mount(Path temp) throws IOException {
        Tools.require("mkntfs", "lowntfs-3g", "umount");
        Path image = temp.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        Path folder = Files.createDirectories(temp.resolve("mount"));
        Exec.in(temp).run("mkntfs", "-q", "-Q", "-F", image.toString()).ok();
        int code = Exec.in(temp)
                .run("lowntfs-3g", "-o", "ignore_case,permissions", image.toString(), folder.toString())
                .exitCode();
        Tools.requireRight(code == 0, "lowntfs-3g may not mount here");
        FoldingFolder mounted = new FoldingFolder(folder);
        if (!Files.isDirectory(Files.createDirectory(folder.resolve("case")).resolveSibling("CASE"))) {
            mounted.close();
            throw new AssertionError("lowntfs-3g does not fold case");
        }
        return mounted;
    }

    public Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Exec.in(folder.getParent()).run("umount", "-l", folder.toString()).ok();
    }
}
