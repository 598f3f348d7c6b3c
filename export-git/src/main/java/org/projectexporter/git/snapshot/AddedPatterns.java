package org.projectexporter.git.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.Arrays;

import org.projectexporter.git.config.ReferredFiles;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/**
 * The lines of {@code core.excludesFile} and {@code core.attributesFile}, which are exported at the beginning of
 * {@code info/exclude} and {@code info/attributes}: there the lines after them, of the repository itself, decide as
 * before (gitignore(5), gitattributes(5)).
 */
final class AddedPatterns {
    private static final RawPath FOLDER = RawPath.of("info");
    private static final int FILE_MODE = 0644;
    private static final int FOLDER_MODE = 0755;

    private AddedPatterns() {}

    /** The lines that are added to a file of a repository, each with its end; none for most files. */
    static byte[] to(RawPath file, GitFolder repository) throws IOException {
        for (ReferredFiles.Patterns patterns : ReferredFiles.Patterns.values()) {
            if (patterns.file().equals(file)) {
                return lines(patterns, repository);
            }
        }
        return new byte[0];
    }

    private static byte[] lines(ReferredFiles.Patterns patterns, GitFolder repository) throws IOException {
        byte[] lines = new ReferredFiles(repository).content(patterns);
        if (lines == null || lines.length == 0 || lines[lines.length - 1] == '\n') {
            return lines == null ? new byte[0] : lines;
        }
        byte[] ended = Arrays.copyOf(lines, lines.length + 1);
        ended[lines.length] = '\n';
        return ended;
    }

    /** The lines, and then those of the file itself. */
    static byte[] before(InputStream own, byte[] lines) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(lines);
        own.transferTo(all);
        return all.toByteArray();
    }

    /** What to report about a file to which lines were added. */
    static Finding finding(RawPath file, RawPath inArchive) {
        String setting =
                file.equals(ReferredFiles.Patterns.EXCLUDES.file()) ? "core.excludesFile" : "core.attributesFile";
        return Finding.of(Finding.Kind.REWRITTEN, inArchive, "begins with the lines of " + setting);
    }

    /** Adds the files that the repository does not have. */
    static void addMissing(GitFolder repository, RepositorySnapshot reading, PlanSink sink) throws IOException {
        boolean hasFolder = Files.isDirectory(repository.dirs().resolve(FOLDER), LinkOption.NOFOLLOW_LINKS);
        for (ReferredFiles.Patterns patterns : ReferredFiles.Patterns.values()) {
            RawPath file = patterns.file();
            byte[] lines = reading.has(repository.path().resolve(file)) ? new byte[0] : to(file, repository);
            if (lines.length > 0) {
                if (!hasFolder) {
                    addFolder(repository, sink);
                    hasFolder = true;
                }
                add(repository.inArchive().resolve(file), lines, time(repository), sink);
                sink.report(finding(file, repository.inArchive().resolve(file)));
            }
        }
    }

    private static void addFolder(GitFolder repository, PlanSink sink) throws IOException {
        RawPath folder = repository.inArchive().resolve(FOLDER);
        sink.add(PlannedEntry.directory(folder, EntryRole.REPOSITORY, time(repository), FOLDER_MODE));
    }

    private static void add(RawPath file, byte[] lines, Instant time, PlanSink sink) throws IOException {
        Content.Captured content = sink.capture(lines);
        sink.add(PlannedEntry.file(
                file, EntryRole.REPOSITORY, content.length(), time, FILE_MODE, content, StorageHint.AUTO));
    }

    /** The time of the configuration, which names the lines. */
    private static Instant time(GitFolder repository) throws IOException {
        return FileStat.read(repository.dirs().resolve(RawPath.of("config"))).mtime();
    }
}
