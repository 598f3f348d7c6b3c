package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * The files below the project and the allowed folders by their names, for documents that name media without a path.
 * They are listed once, when the first name is looked up; links are not followed.
 */
final class NamedFiles {
    /** More are not listed, to save memory; then nothing is found by name. */
    static final int MOST = 200_000;

    private static final Path GIT = Path.of(".git");

    /** Several files have the name. */
    static final Path SEVERAL = Path.of("several");

    private final PlanContext context;
    private final Predicate<Path> mayRead;
    private final Map<String, Path> byName = new HashMap<>();
    /** By the name without its suffix. */
    private final Map<String, Path> byStem = new HashMap<>();

    private boolean listed;
    private int files;

    /** Files for which {@code mayRead} is true. */
    NamedFiles(PlanContext context, Predicate<Path> mayRead) {
        this.context = context;
        this.mayRead = mayRead;
    }

    /** Whether there are more files than are listed. */
    boolean areTooMany() {
        return files > MOST;
    }

    /**
     * The file that has this name, whatever the case, else the one that has it with a suffix; null if there is none,
     * {@link #SEVERAL} if it is not the only one.
     */
    @Nullable
    Path find(RawPath name) throws IOException {
        if (!listed) {
            listed = true;
            list(context.projectFolder());
            for (Path root : context.roots()) {
                list(root);
            }
        }
        String folded = fold(name.toString());
        Path found = byName.get(folded);
        return areTooMany() ? null : found == null ? byStem.get(folded) : found;
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private void list(Path root) throws IOException {
        Deque<Path> folders = new ArrayDeque<>();
        folders.push(root);
        try (ConfinedFolder confined = new ConfinedFolder(root)) {
            while (!folders.isEmpty() && !areTooMany()) {
                context.checkCancelled();
                list(folders.pop(), confined, folders);
            }
        }
    }

    private void list(Path folder, ConfinedFolder confined, Deque<Path> folders) throws IOException {
        try {
            ConfinedFolder.Children children = confined.list(folder);
            for (Path child = children.next(); child != null && !areTooMany(); child = children.next()) {
                FileStat.Kind kind = isIgnored(child) ? FileStat.Kind.OTHER : kind(child);
                if (kind == FileStat.Kind.DIRECTORY) {
                    folders.push(child);
                } else if (kind == FileStat.Kind.FILE) {
                    add(child);
                }
            }
        } catch (FileSystemException e) {
            // gone, or not readable: nothing is found there
        }
    }

    /** Of what is gone, or is the export's own, another one than that of a file. */
    private FileStat.Kind kind(Path path) throws IOException {
        try {
            return context.stat(path).kind();
        } catch (FileSystemException e) {
            return FileStat.Kind.OTHER;
        }
    }

    /** Git folders, what may not be read, and what patterns leave out of the project, such as proxies in a cache. */
    private boolean isIgnored(Path path) {
        Path project = context.projectFolder();
        return path.endsWith(GIT)
                || !mayRead.test(path)
                || (path.startsWith(project)
                        && context.isTakenByPattern(NativeNames.bytesOf(project.relativize(path))));
    }

    /** A folder may be below two of the roots. */
    private void add(Path file) {
        files++;
        String name = fold(NativeNames.nameOf(file).toString());
        int dot = name.lastIndexOf('.');
        byName.merge(name, file, (one, other) -> one.equals(other) ? one : SEVERAL);
        if (dot > 0) {
            byStem.merge(name.substring(0, dot), file, (one, other) -> one.equals(other) ? one : SEVERAL);
        }
    }
}
