package org.projectexporter.internal.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.projectexporter.TargetException;
import org.projectexporter.internal.digest.Sha256;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The names that an export gives to what it makes: the archive, its manifest and its checksums, and the work folder. */
public final class Target {
    private static final int LONGEST_NAME = 255;
    private static final String MANIFEST_SUFFIX = ".manifest.json";

    private final Path archive;
    private final Path folder;
    private final boolean replace;

    /**
     * Looks at the place where an archive shall be made.
     *
     * @throws TargetException if its folder is missing or not writable, or something stands at one of its names
     */
    public static Target check(Path archive, boolean replace) throws TargetException {
        Path absolute = archive.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || absolute.getFileName() == null) {
            throw new TargetException("not a name for an archive: " + archive);
        }
        if (!Files.isDirectory(folder)) {
            throw new TargetException("there is no folder " + folder + "; create it, or give another target");
        }
        if (!Files.isWritable(folder)) {
            throw new TargetException("cannot write in the folder " + folder + "; choose another target");
        }
        Target target = new Target(realFolder(folder), absolute.getFileName(), replace);
        target.requireFree();
        return target;
    }

    private static Path realFolder(Path folder) throws TargetException {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new TargetException("cannot look at the folder " + folder, e);
        }
    }

    private Target(Path folder, Path name, boolean replace) {
        this.folder = folder;
        this.archive = folder.resolve(name);
        this.replace = replace;
    }

    private void requireFree() throws TargetException {
        int longest = LONGEST_NAME - MANIFEST_SUFFIX.length();
        if (NativeNames.nameOf(archive).length() > longest) {
            throw new TargetException("the name of " + archive + " is too long: the manifest beside it bears it too;"
                    + " give one of at most " + longest + " bytes");
        }
        for (Path file : List.of(archive, manifest(), checksums())) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new TargetException(file + " is a folder; give the name of the archive to be made");
            }
            if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new TargetException(file + " exists already; choose another name, or replace it with --force");
            }
        }
    }

    /** Where the archive will lie, its own links resolved. */
    public Path folder() {
        return folder;
    }

    public Path archive() {
        return archive;
    }

    /** The copy of the manifest beside the archive. */
    public Path manifest() {
        return sibling(MANIFEST_SUFFIX);
    }

    /** The checksums of the archive and its manifest. */
    public Path checksums() {
        return sibling(".sha256");
    }

    /** {@code .NAME.export}, the name hashed where it would be too long for the file system. */
    public Path workFolder() {
        RawPath name = NativeNames.nameOf(archive);
        if (name.length() + ".".length() + ".export".length() <= LONGEST_NAME) {
            return inFolder(RawPath.of(concat(".", name, ".export")));
        }
        byte[] digest = Sha256.newDigest().digest(name.bytes());
        return inFolder(RawPath.of("." + HexFormat.of().formatHex(digest, 0, 16) + ".export"));
    }

    /** All that this export makes; it is not part of a project that it may lie in. */
    public Set<Path> own() {
        return Set.of(archive, manifest(), checksums(), workFolder());
    }

    private Path sibling(String suffix) {
        return inFolder(RawPath.of(concat("", NativeNames.nameOf(archive), suffix)));
    }

    private Path inFolder(RawPath name) {
        return NativeNames.resolve(folder, name);
    }

    private static byte[] concat(String before, RawPath name, String after) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(name.bytes());
        bytes.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    /**
     * Gives the finished, synced files their names, the archive's last, and syncs the folder. Nothing that has appeared meanwhile
     * is replaced; if one name cannot be had, none stays.
     */
    public void publish(Path finishedArchive, Path finishedManifest, Path finishedChecksums) throws IOException {
        List<Path> named = new ArrayList<>();
        try {
            give(finishedManifest, manifest(), named);
            give(finishedChecksums, checksums(), named);
            give(finishedArchive, archive, named);
        } catch (IOException e) {
            for (Path file : named) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
        Durable.syncFolder(folder);
    }

    private void give(Path finished, Path name, List<Path> named) throws IOException {
        if (replace) {
            Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Durable.moveWithoutReplacing(finished, name);
        } catch (FileAlreadyExistsException e) {
            throw new TargetException(
                    name + " has appeared while the export ran; it was not touched, choose another name", e);
        }
        named.add(name);
    }
}
