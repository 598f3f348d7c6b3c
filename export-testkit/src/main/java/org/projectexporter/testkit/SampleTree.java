package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.NativeNames;

/** The files for {@linkplain SampleEntry sample entries}: the tree that another program should unpack. For Linux. */
public final class SampleTree {
    private SampleTree() {}

    /**
     * Creates the files of entries. Modes and times of folders are set last, the deepest first.
     *
     * @param folder exists, and is empty
     * @param entries folders before what is in them
     * @throws IOException if the file system fails
     */
    public static void make(Path folder, List<SampleEntry> entries) throws IOException {
        List<ArchiveEntry> folders = new ArrayList<>();
        for (SampleEntry entry : entries) {
            Path file = NativeNames.resolve(folder, entry.head().path());
            make(folder, file, entry);
            if (entry.head().type() == EntryType.FILE) {
                setModeAndTime(file, entry.head());
            } else if (entry.head().type() == EntryType.DIRECTORY) {
                folders.add(0, entry.head());
            }
        }
        for (ArchiveEntry head : folders) {
            setModeAndTime(NativeNames.resolve(folder, head.path()), head);
        }
    }

    private static void make(Path folder, Path file, SampleEntry entry) throws IOException {
        ArchiveEntry head = entry.head();
        switch (head.type()) {
            case FILE -> Files.write(file, entry.content());
            case DIRECTORY -> Files.createDirectories(file);
            case SYMBOLIC_LINK ->
                Files.createSymbolicLink(file, Path.of(head.linkTargetOrThrow().toString()));
            case HARD_LINK -> Files.createLink(file, NativeNames.resolve(folder, head.linkTargetOrThrow()));
        }
    }

    private static void setModeAndTime(Path file, ArchiveEntry head) throws IOException {
        Files.setAttribute(file, "unix:mode", head.mode(), LinkOption.NOFOLLOW_LINKS);
        Files.setLastModifiedTime(file, FileTime.from(head.mtime()));
    }
}
