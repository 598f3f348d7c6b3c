package org.projectexporter.internal.exporting.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.projectexporter.TargetException;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The names that an export gives to what it makes: the archive, its manifest and its checksums, and the work folder. */
public final class Target {
    private static final int LONGEST_NAME = 255;
    private static final String MANIFEST_SUFFIX = ".manifest.json";
    private static final String RESTORE_SUFFIX = ".RESTORE.txt";

    private final Path archive;
    private final Path folder;
    private final boolean replace;

    /**
     * Looks at the place where an archive shall be made.
     *
     * @throws TargetException if its folder is missing or not writable, or something stands at one of its names
     */
    public static Target check(Path archive, boolean replace) throws TargetException {
        Target target = of(archive, replace);
        target.requireFree();
        return target;
    }

    /**
     * The place where an archive is being made; what stands there is not looked at. The name of its first volume is taken too.
     *
     * @throws TargetException if its folder is missing or not writable
     */
    public static Target ofInterrupted(Path archive, boolean replace) throws TargetException {
        Target target = of(archive, replace);
        RawPath name = NativeNames.nameOf(target.archive);
        String text = name.toString();
        boolean volume = text.endsWith(".001") && !Files.exists(target.workFolder(), LinkOption.NOFOLLOW_LINKS);
        if (!volume) {
            return target;
        }
        byte[] bytes = Arrays.copyOf(name.bytes(), name.length() - ".001".length());
        return new Target(
                target.folder,
                NativeNames.resolve(target.folder, RawPath.of(bytes)).getFileName(),
                replace);
    }

    private static Target of(Path archive, boolean replace) throws TargetException {
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
        return new Target(realFolder(folder), absolute.getFileName(), replace);
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

    /** Looks whether its names are free, or may be replaced. */
    public void requireFree() throws TargetException {
        int longest = LONGEST_NAME - MANIFEST_SUFFIX.length();
        if (NativeNames.nameOf(archive).length() > longest) {
            throw new TargetException("the name of " + archive + " is too long: the manifest beside it bears it too;"
                    + " give one of at most " + longest + " bytes");
        }
        for (Path file : List.of(archive, volume(1), manifest(), checksums(), restoreNote())) {
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

    /** What tells the recipient of volumes how to join them. */
    public Path restoreNote() {
        return sibling(RESTORE_SUFFIX);
    }

    /** {@code FILE.001} and so on, from 1. */
    public Path volume(int number) {
        return sibling(String.format(Locale.ROOT, ".%03d", number));
    }

    /** Whether an archive stands here, whole or as volumes. */
    public boolean isThere() {
        return Files.isRegularFile(archive) || Files.isRegularFile(volume(1));
    }

    /** Volumes that stand here, from the first one to the first gap. */
    private List<Path> volumes() {
        List<Path> volumes = new ArrayList<>();
        for (int i = 1; Files.exists(volume(i), LinkOption.NOFOLLOW_LINKS); i++) {
            volumes.add(volume(i));
        }
        return volumes;
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
        Set<Path> own = new HashSet<>(List.of(archive, manifest(), checksums(), restoreNote(), workFolder()));
        own.addAll(volumes());
        return own;
    }

    private Path sibling(String suffix) {
        return inFolder(RawPath.of(concat("", NativeNames.nameOf(archive), suffix)));
    }

    private Path inFolder(RawPath name) {
        return NativeNames.resolve(folder, name);
    }

    private static byte[] concat(String before, RawPath name, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(name.bytes());
        bytes.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    /** A finished, synced file and the name that it gets. */
    public record Naming(Path file, Path name) {}

    /**
     * Gives finished files their names, in this order, and syncs the folder. Nothing that has appeared meanwhile is replaced; if one
     * name cannot be had, none stays. What has its name already, from a run that was killed here, keeps it.
     *
     * @return what could not be removed of an archive that was replaced, a line each for people
     */
    public List<String> publish(List<Naming> namings, DiskSteps steps) throws IOException {
        new Publication(folder, replace, steps).run(namings);
        return replace ? removeReplaced(namings) : List.of();
    }

    /** Of an archive that was replaced, what the new one has no name for. */
    private List<String> removeReplaced(List<Naming> namings) {
        Set<Path> names = new HashSet<>();
        namings.forEach(naming -> names.add(naming.name));
        List<Path> old = new ArrayList<>(volumes());
        old.add(archive);
        old.add(restoreNote());
        List<String> left = new ArrayList<>();
        for (Path file : old) {
            try {
                if (!names.contains(file)) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                left.add(
                        file + " is of the archive that was replaced, and could not be removed (" + e + "); remove it");
            }
        }
        return left;
    }
}
