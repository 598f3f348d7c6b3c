package org.projectexporter.it.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * A file system in a file that cannot hold all that Linux can. Needs root, or the right to mount; else the test is
 * skipped, loudly.
 */
final class LimitedDisk implements Closeable {
    private static final long IMAGE_BYTES = 256L << 20;

    private final Path folder;

    private LimitedDisk(Path folder) {
        this.folder = folder;
    }

    /** exFAT by exfat-fuse(8): no links, no modes, no case, and the names of Windows. */
    static LimitedDisk exfat(Path temp) throws IOException {
        Tools.require("mkfs.exfat", "mount.exfat-fuse", "mount", "umount");
        Path image = image(temp);
        Exec.in(temp).run("mkfs.exfat", image.toString()).ok();
        return mount(temp, "mount", "-t", "exfat-fuse", "-o", "loop", image.toString());
    }

    /** NTFS by ntfs-3g(8) with its defaults: no modes. */
    static LimitedDisk ntfs(Path temp) throws IOException {
        Tools.require("mkntfs", "ntfs-3g", "umount");
        Path image = image(temp);
        Exec.in(temp).run("mkntfs", "-q", "-Q", "-F", image.toString()).ok();
        return mount(temp, "ntfs-3g", image.toString());
    }

    private static Path image(Path temp) throws IOException {
        Path image = temp.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        return image;
    }

    private static LimitedDisk mount(Path temp, String... command) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("mounted"));
        String[] complete = java.util.Arrays.copyOf(command, command.length + 1);
        complete[command.length] = folder.toString();
        ToolRun run = Exec.in(temp).run(complete);
        Tools.requireRight(run.exitCode() == 0, "to mount: " + run.errors());
        return new LimitedDisk(folder);
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Exec.in(folder.getParent()).run("umount", "-l", folder.toString()).ok();
    }
}
