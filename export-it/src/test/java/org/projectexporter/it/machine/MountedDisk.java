package org.projectexporter.it.machine;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** A file system in an image, or over a folder, mounted below a temporary folder. */
final class MountedDisk implements Closeable {
    private static final long IMAGE_BYTES = 1L << 30;

    /** How a file system is created and mounted, as a script of sh(1) with the folder that it is mounted at as $1. */
    enum Type {
        EXFAT(
                "mkfs.exfat mount.exfat-fuse losetup",
                """
                mkfs.exfat image
                loop=$(losetup -f --show image)
                echo "$loop" >loop
                mount.exfat-fuse "$loop" "$1"
                """),
        NTFS("mkntfs ntfs-3g", "mkntfs -q -Q -F image; ntfs-3g image \"$1\""),
        BINDFS("bindfs", "bindfs below \"$1\""),
        /** It passes for FAT: its type is fuse.vfat. */
        BINDFS_AS_FAT("bindfs", "bindfs -o subtype=vfat below \"$1\""),
        MERGERFS("mergerfs", "mkdir below/1 below/2; mergerfs below/1:below/2 \"$1\""),
        SSHFS(
                "sshfs",
                """
                printf '#!/bin/sh\\nexec /usr/lib/openssh/sftp-server\\n' >ssh
                chmod +x ssh
                sshfs -o ssh_command="$PWD/ssh" "host:$PWD/below" "$1"
                """),
        GOCRYPTFS(
                "gocryptfs",
                """
                gocryptfs -q -init -extpass 'echo secret' below
                gocryptfs -q -extpass 'echo secret' below "$1"
                """),
        RCLONE("rclone", "rclone mount --daemon --config /dev/null \"$PWD/below\" \"$1\""),
        RCLONE_WITH_CACHE(
                "rclone",
                """
                rclone mount --daemon --config /dev/null --vfs-cache-mode writes --cache-dir "$PWD/cache" \
                    "$PWD/below" "$1"
                """),
        XFS("mkfs.xfs", "mkfs.xfs -q image; mount -o loop image \"$1\""),
        BTRFS("mkfs.btrfs", "mkfs.btrfs -q image; mount -o loop image \"$1\""),
        OVERLAYFS(
                "mount",
                """
                mkdir below/lower below/upper below/work
                mount -t overlay overlay -o lowerdir=below/lower,upperdir=below/upper,workdir=below/work "$1"
                """),
        TMPFS("mount", "mount -t tmpfs -o size=1G tmpfs \"$1\""),
        /** Nothing in it can be run, or loaded as a library. */
        TMPFS_NOEXEC("mount", "mount -t tmpfs -o size=1G,noexec tmpfs \"$1\"");

        private final String programs;
        private final String script;

        Type(String programs, String script) {
            this.programs = programs;
            this.script = script;
        }
    }

    private final Path temp;
    private final Path folder;

    private MountedDisk(Path temp, Path folder) {
        this.temp = temp;
        this.folder = folder;
    }

    /** Creates the file system in {@code temp}, an empty folder; if it cannot be mounted, the test is skipped, loudly. */
    static MountedDisk mount(Path temp, Type type) throws IOException {
        Tools.require(type.programs.split(" "));
        Path folder = Files.createDirectory(temp.resolve("mount"));
        Files.createDirectory(temp.resolve("below"));
        try (RandomAccessFile image = new RandomAccessFile(temp.resolve("image").toFile(), "rw")) {
            image.setLength(IMAGE_BYTES);
        }
        ToolRun run = Exec.in(temp).run("sh", "-ec", type.script, "sh", folder.toString());
        MountedDisk disk = new MountedDisk(temp, folder);
        if (run.exitCode() != 0) {
            disk.close();
        }
        Tools.requireRight(run.exitCode() == 0, "a mount of " + type + ": " + run.errors());
        return disk;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Exec.in(temp).run("umount", "-l", folder.toString());
        if (Files.exists(temp.resolve("loop"))) {
            Exec.in(temp)
                    .run("losetup", "-d", Files.readString(temp.resolve("loop")).strip());
        }
    }
}
