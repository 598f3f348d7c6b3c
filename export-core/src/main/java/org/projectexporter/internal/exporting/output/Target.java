package org.projectexporter.internal.exporting.output;

import java.io.IOException;
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

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The names of an export's files: the archive, its manifest, its checksums, and the work folder. */
public final class Target {
    private static final int LONGEST_NAME = 255;
    private static final String MANIFEST_SUFFIX = ".manifest.json";
    private static final String RESTORE_SUFFIX = ".RESTORE.txt";
    private static final String REPORT_SUFFIX = ".report.html";

    private final Path archive;
    private final Path folder;
    private final boolean replace;

    /**
     * Checks the place where an archive is to be made.
     *
     * @throws ExportException if its folder is missing or not writable, or something exists under one of its names
     */
    public static Target check(Path archive, boolean replace) throws ExportException {
        Target target = of(archive, replace);
        target.requireFree();
        return target;
    }

    /**
     * The place where an archive is being made, without a check of what exists there. The name of the first volume is
     * accepted as well.
     *
     * @throws ExportException if its folder is missing or not writable
     */
    public static Target ofInterrupted(Path archive, boolean replace) throws ExportException {
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

    private static Target of(Path archive, boolean replace) throws ExportException {
        Path absolute = archive.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || absolute.getFileName() == null) {
            throw new ExportException(Reason.TARGET_UNUSABLE, "not a name for an archive: " + archive);
        }
        if (!Files.isDirectory(folder)) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE, "there is no folder " + folder + "; create it, or give another target");
        }
        if (!Files.isWritable(folder)) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE, "cannot write in the folder " + folder + "; choose another target");
        }
        return new Target(realFolder(folder), absolute.getFileName(), replace);
    }

    private static Path realFolder(Path folder) throws ExportException {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new ExportException(Reason.TARGET_UNUSABLE, "cannot read the folder " + folder, e);
        }
    }

    private Target(Path folder, Path name, boolean replace) {
        this.folder = folder;
        this.archive = folder.resolve(name);
        this.replace = replace;
    }

    /** Checks that its names are free, or may be replaced. */
    public void requireFree() throws ExportException {
        int longest = LONGEST_NAME - MANIFEST_SUFFIX.length();
        if (NativeNames.nameOf(archive).length() > longest) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    "the name of " + archive + " is too long, since the name of the manifest adds a suffix to it;"
                            + " give one of at most " + longest + " bytes");
        }
        for (Path file : List.of(archive, volume(1), manifest(), checksums(), restoreNote(), report())) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ExportException(
                        Reason.TARGET_UNUSABLE, file + " is a folder; give the name of the archive to be made");
            }
            if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw ExportException.builder(
                                Reason.TARGET_EXISTS, file + " exists already; choose another name, or replace it")
                        .option("replaceTarget")
                        .path(file)
                        .build();
            }
        }
    }

    /** The archive's folder, its own links resolved. */
    public Path folder() {
        return folder;
    }

    public Path archive() {
        return archive;
    }

    /** The copy of the manifest next to the archive. */
    public Path manifest() {
        return sibling(MANIFEST_SUFFIX);
    }

    /** The checksums of the archive and its manifest. */
    public Path checksums() {
        return sibling(".sha256");
    }

    /** The note that explains to recipients how to join the volumes. */
    public Path restoreNote() {
        return sibling(RESTORE_SUFFIX);
    }

    /** The page about the archive. */
    public Path report() {
        return sibling(REPORT_SUFFIX);
    }

    /** {@code FILE.001} and so on; numbers start at 1. */
    public Path volume(int number) {
        return sibling(String.format(Locale.ROOT, ".%03d", number));
    }

    /** Whether an archive exists here, as one file or as volumes. */
    public boolean isThere() {
        return Files.isRegularFile(archive) || Files.isRegularFile(volume(1));
    }

    /** The volumes that exist here, from the first one to the first gap. */
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
            return inFolder(RawPath.of(".").append(name).append(".export"));
        }
        byte[] digest = Sha256.newDigest().digest(name.bytes());
        return inFolder(RawPath.of("." + HexFormat.of().formatHex(digest, 0, 16) + ".export"));
    }

    /** All files that this export makes; they are not part of a project that contains them. */
    public Set<Path> own() {
        Set<Path> own = new HashSet<>(List.of(archive, manifest(), checksums(), restoreNote(), report(), workFolder()));
        own.addAll(volumes());
        return own;
    }

    private Path sibling(String suffix) {
        return inFolder(NativeNames.nameOf(archive).append(suffix));
    }

    private Path inFolder(RawPath name) {
        return NativeNames.resolve(folder, name);
    }

    /** A finished, synced file and the name that it gets. */
    public record Naming(Path file, Path name) {}

    /**
     * Gives finished files their names, in this order, and syncs the folder. Files that have appeared meanwhile are not
     * replaced; if one name cannot be given, none remains. A file that already has its name, from a run that was killed
     * here, keeps it.
     *
     * @return what could not be removed of a replaced archive, one line each for people
     */
    public List<String> publish(List<Naming> namings, DiskSteps steps) throws IOException {
        new Publication(folder, replace, steps).run(namings);
        return replace ? removeReplaced(namings) : List.of();
    }

    /** Removes files of a replaced archive that the new one does not replace. */
    private List<String> removeReplaced(List<Naming> namings) {
        Set<Path> names = new HashSet<>();
        namings.forEach(naming -> names.add(naming.name));
        List<Path> old = new ArrayList<>(volumes());
        old.add(archive);
        old.add(restoreNote());
        old.add(report());
        List<String> left = new ArrayList<>();
        for (Path file : old) {
            try {
                if (!names.contains(file)) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                left.add(file + " belongs to the archive that was replaced, and could not be removed (" + e
                        + "); remove it");
            }
        }
        return left;
    }
}
