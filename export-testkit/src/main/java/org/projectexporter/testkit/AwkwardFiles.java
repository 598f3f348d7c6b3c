package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Files that break naive exporters, in the folder {@value #FOLDER} of a project. For Linux. */
public final class AwkwardFiles {
    /** The folder that contains them. */
    public static final String FOLDER = "05_Odd";

    /** A name that is not UTF-8. */
    public static final RawPath NOT_UTF8 = latin1("not-utf8-\u00ff\u00fe.txt");

    /** A second such name that is displayed as the same text. */
    public static final RawPath NOT_UTF8_EITHER = latin1("not-utf8-\u00fe\u00ff.txt");

    /** Name of the FIFO. */
    public static final String FIFO = "fifo";

    private static final List<String> NAMES = List.of(
            "caf\u00e9.txt",
            "cafe\u0301.txt",
            "\ud83c\udfac take.txt",
            "it's \"quoted\".txt",
            "line\nbreak.txt",
            "-dash.txt",
            "trailing.",
            " leading space.txt",
            "back\\slash.txt",
            "x".repeat(251) + ".txt",
            "CON.txt",
            "Case.txt",
            "case.TXT",
            "100%25.txt");

    private AwkwardFiles() {}

    private static RawPath latin1(String bytes) {
        return RawPath.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds the files that Git can track. */
    public static void addTracked(Path project) throws IOException {
        Path odd = Files.createDirectories(project.resolve(FOLDER));
        Files.createFile(odd.resolve("empty"));
        for (String name : NAMES) {
            write(odd, RawPath.of(name), "content of " + name + "\n");
        }
        write(odd, NOT_UTF8, "not utf-8\n");
        addDeepPath(odd);
        addModes(odd);
        addLinks(odd);
    }

    private static void write(Path folder, RawPath name, String text) throws IOException {
        Files.writeString(NativeNames.resolve(folder, name), text);
    }

    /** A path of over 1,000 bytes. */
    private static void addDeepPath(Path odd) throws IOException {
        Path deep = odd;
        for (int i = 0; i < 11; i++) {
            deep = deep.resolve("d".repeat(100));
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("deep.txt"), "deep\n");
    }

    private static void addModes(Path odd) throws IOException {
        write(odd, RawPath.of("tool.sh"), "#!/bin/sh\necho tool\n");
        Files.setAttribute(odd.resolve("tool.sh"), "unix:mode", 0755);
        write(odd, RawPath.of("readonly.txt"), "read only\n");
        Files.setAttribute(odd.resolve("readonly.txt"), "unix:mode", 0444);
        write(odd, RawPath.of("private.txt"), "private\n");
        Files.setAttribute(odd.resolve("private.txt"), "unix:mode", 0600);
    }

    private static void addLinks(Path odd) throws IOException {
        Files.createSymbolicLink(odd.resolve("link-relative"), Path.of("tool.sh"));
        Files.createSymbolicLink(odd.resolve("link-folder"), Path.of("../02_Story"));
        Files.createSymbolicLink(odd.resolve("link-dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(odd.resolve("link-absolute"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(odd.resolve("link-long"), Path.of("y".repeat(250) + "/" + "z".repeat(250)));
        Files.createSymbolicLink(
                odd.resolve("link-unicode"),
                NativeNames.resolve(odd, RawPath.of("caf\u00e9.txt")).getFileName());
        Files.createLink(odd.resolve("tool-hardlink.sh"), odd.resolve("tool.sh"));
    }

    /** Adds files that Git does not track: empty folders, a read-only and a setgid folder, another name, a FIFO. */
    public static void addUntracked(Path project) throws IOException {
        Path odd = project.resolve(FOLDER);
        Files.createDirectories(odd.resolve("empty-folder/inner"));
        Files.createDirectory(odd.resolve("shared-folder"));
        Files.setAttribute(odd.resolve("shared-folder"), "unix:mode", 02775);
        write(odd, NOT_UTF8_EITHER, "not utf-8 either\n");
        Files.createDirectory(odd.resolve("readonly-folder"));
        write(odd.resolve("readonly-folder"), RawPath.of("inside.txt"), "inside\n");
        Files.setAttribute(odd.resolve("readonly-folder"), "unix:mode", 0555);
        addFifo(odd, FIFO);
    }

    /** Creates a FIFO, which blocks any program that opens it. */
    public static void addFifo(Path folder, String name) throws IOException {
        Exec.in(folder).run("mkfifo", name).ok();
    }

    /** Gives files and folders outside {@code .git} times to the nanosecond, folders last. */
    public static void setTimes(Path project) throws IOException {
        setTimesBelow(project, 0);
    }

    private static long setTimesBelow(Path folder, long count) throws IOException {
        long n = count;
        for (Path child : childrenOf(folder)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                n = setTimesBelow(child, n);
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                n = setTime(child, n);
            }
        }
        return setTime(folder, n);
    }

    private static List<Path> childrenOf(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        children.removeIf(child -> child.endsWith(".git"));
        children.sort(Comparator.comparing(NativeNames::nameOf));
        return children;
    }

    private static long setTime(Path file, long n) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_234_567_890 + n, 123_456_789 + n)));
        return n + 1;
    }
}
