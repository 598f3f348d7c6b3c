package org.projectexporter.internal.io;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.projectexporter.internal.io.FileSystemTraits.Ability;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.Disk;

/**
 * Finds out what the file system of a folder can do, by trying it once, before anything else is written there: what its
 * type or its documentation promises, a mount option or a server may refuse.
 */
public final class FileSystemProbe {
    /** The name of the folder in which it tries everything; removed afterwards. */
    public static final Path FOLDER = Path.of("file-system-probe");

    private static final Logger LOG = LoggerFactory.getLogger(FileSystemProbe.class);

    private static final long FAT_LARGEST_FILE = (1L << 32) - 1;
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwx------");
    /** An odd second, with microseconds, which Java can set everywhere. */
    private static final Instant TIME = Instant.parse("2001-02-03T04:05:07.123457Z");

    private static final long[] STEPS = {1_000, 1_000_000, 10_000_000, 1_000_000_000, 2_000_000_000};

    /** One trial; an exception means that the file system cannot do it. */
    @FunctionalInterface
    private interface Trial {
        boolean run() throws IOException;
    }

    private final Path folder;

    private FileSystemProbe(Path folder) {
        this.folder = folder;
    }

    /**
     * Tries everything in a new folder in {@code workFolder}, which belongs to this process, and removes it if it can.
     *
     * @throws IOException if there cannot be such a folder, or no space is left
     */
    public static FileSystemTraits run(OpenFolder workFolder) throws IOException {
        Path name = workFolder.path().getFileSystem().getPath(FOLDER.toString());
        workFolder.remove(name);
        Path folder = Files.createDirectory(workFolder.path().resolve(name));
        try {
            FileSystemTraits traits = new FileSystemProbe(folder).traits();
            LOG.debug("the file system of {}: {}", workFolder.path(), traits);
            return traits;
        } finally {
            removeIfPossible(workFolder);
        }
    }

    /**
     * Removes what a run of the probe may have left in a work folder. If this fails, so does the removal of the work
     * folder, which is reported.
     */
    public static void removeIfPossible(OpenFolder workFolder) {
        try {
            workFolder.remove(workFolder.path().getFileSystem().getPath(FOLDER.toString()));
        } catch (IOException e) {
            LOG.debug("the folder of the probe could not be removed", e);
        }
    }

    private FileSystemTraits traits() throws IOException {
        EnumSet<Ability> abilities = EnumSet.noneOf(Ability.class);
        for (Ability ability : Ability.values()) {
            if (succeeds(() -> has(ability))) {
                abilities.add(ability);
            }
        }
        String type = Disk.type(folder);
        HeldNames names = heldNames();
        return new FileSystemTraits(type, abilities, names, timeStep(), largestFile(type));
    }

    private static boolean succeeds(Trial trial) throws IOException {
        try {
            return trial.run();
        } catch (UnsupportedOperationException | InvalidPathException e) {
            return false;
        } catch (IOException e) {
            if (SystemError.OUT_OF_SPACE.causes(e)) {
                throw e;
            }
            return false;
        }
    }

    private boolean has(Ability ability) throws IOException {
        return switch (ability) {
            case DIRECT_WRITES -> writesDirectly();
            case REWRITING -> rewrites();
            case HARD_LINKS -> hardLinks();
            case SYMBOLIC_LINKS -> symbolicLinks();
            case EXECUTABLE_BITS -> executableBits();
            case CASE_SENSITIVE -> tellsApart("case", "CASE");
            case NORMALIZATION_SENSITIVE -> tellsApart("\u00e9", "e\u0301");
        };
    }

    private Path file(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }

    private boolean writesDirectly() throws IOException {
        Path file = file("direct");
        try (DirectFile direct = DirectFile.open(file, true)) {
            direct.write(DirectFile.newBuffer(DirectFile.ALIGNMENT), 0);
            return direct.isDirect();
        }
    }

    private boolean rewrites() throws IOException {
        Path file = file("rewritten");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
            channel.write(ByteBuffer.wrap(new byte[] {4}), 0);
            channel.truncate(2);
            ByteBuffer back = ByteBuffer.allocate(3);
            channel.read(back, 0);
            return back.flip().equals(ByteBuffer.wrap(new byte[] {4, 2}));
        }
    }

    private boolean hardLinks() throws IOException {
        Path file = file("linked");
        Files.write(file, new byte[] {1});
        Path link = Files.createLink(folder.resolve("link"), file);
        // sshfs and mergerfs give each name a number of its own; gocryptfs 2.3 first reports the size of the ciphertext
        return Files.readAllBytes(link).length == 1;
    }

    private boolean symbolicLinks() throws IOException {
        Path target = file("target").getFileName(); // sshfs that follows links cannot remove one that leads nowhere
        Path link = Files.createSymbolicLink(folder.resolve("symbolic"), target);
        return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target);
    }

    private boolean executableBits() throws IOException {
        Path file = file("mode");
        return keeps(file, OpenFolder.PRIVATE_FILE) && keeps(file, EXECUTABLE);
    }

    private static boolean keeps(Path file, Set<PosixFilePermission> mode) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return false;
        }
        view.setPermissions(mode);
        return view.readAttributes().permissions().equals(mode);
    }

    private boolean tellsApart(String name, String other) throws IOException {
        Files.createFile(NativeNames.resolve(folder, RawPath.of(name)));
        return Files.notExists(NativeNames.resolve(folder, RawPath.of(other)), LinkOption.NOFOLLOW_LINKS);
    }

    private HeldNames heldNames() throws IOException {
        Path names = Files.createDirectory(folder.resolve("names"));
        try (OpenFolder listed = OpenFolder.open(names)) {
            return new NameTrials(names, listed).run();
        }
    }

    private long timeStep() throws IOException {
        Path file = file("time");
        try {
            Files.setLastModifiedTime(file, FileTime.from(TIME));
            Instant kept = Files.getLastModifiedTime(file).toInstant();
            for (long step : STEPS) {
                if (isKept(kept, step)) {
                    return step;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    private static boolean isKept(Instant kept, long step) {
        long nanos = Math.multiplyExact(TIME.getEpochSecond(), 1_000_000_000) + TIME.getNano();
        long keptNanos = Math.multiplyExact(kept.getEpochSecond(), 1_000_000_000) + kept.getNano();
        return Math.abs(nanos - keptNanos) < step;
    }

    /** Only FAT has a limit that projects reach, and its FUSE drivers and those of macOS have "fat" in their name. */
    static long largestFile(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        boolean fat = (name.contains("fat") && !name.contains("exfat")) || name.equals("msdos");
        return fat ? FAT_LARGEST_FILE : Long.MAX_VALUE;
    }
}
