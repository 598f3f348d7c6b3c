package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.SourceException;
import org.projectexporter.git.admission.FolderWay;
import org.projectexporter.git.admission.GitTies;
import org.projectexporter.git.admission.ImportedConfig;
import org.projectexporter.git.config.RewrittenConfig;
import org.projectexporter.git.config.WorkTreeSetting;
import org.projectexporter.git.folder.GitFile;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * The repositories, files {@code .git} and values of {@code core.worktree} of the archive to be written, and those that
 * an import will refuse.
 */
final class PlannedTies {
    private static final RawPath GIT = RawPath.of(".git");

    private final SourceContext context;
    private final Set<RawPath> repositories = new TreeSet<>();
    /** Repositories, and the folders above them in the archive, which may be elsewhere on this machine. */
    private final Set<RawPath> folders = new TreeSet<>();

    private final List<Tie> ties = new ArrayList<>();

    /** A path that a file names, relative to the folder {@code from}; null if it names none. */
    private record Tie(RawPath file, RawPath from, @Nullable RawPath way) {}

    PlannedTies(SourceContext context) {
        this.context = context;
    }

    /** Adds a repository that is exported, with its configurations. */
    void add(GitFolder repository) throws IOException {
        add(repository.inArchive());
        for (String name : List.of("config", "config.worktree")) {
            byte[] config = SmallFile.readIfPresent(repository.dirs().resolve(RawPath.of(name)));
            if (config != null) {
                addConfig(repository.inArchive(), name, travelling(config, repository));
            }
        }
    }

    private static byte[] travelling(byte[] config, GitFolder repository) throws SourceException {
        return RewrittenConfig.of(config, WorkTreeSetting.of(repository)).bytes();
    }

    /** Adds a folder that Git would open as a repository. */
    void add(RawPath repository) {
        repositories.add(repository);
        for (RawPath at = repository; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            folders.add(at);
        }
    }

    /** Adds the {@code core.worktree} in a configuration of a repository. */
    void addConfig(RawPath repository, String name, byte[] config) throws SourceException {
        RawPath file = repository.resolve(name);
        for (String value : ImportedConfig.clean(file, config).workTrees()) {
            ties.add(new Tie(file, repository, RawPath.of(value.getBytes(StandardCharsets.ISO_8859_1))));
        }
    }

    /** Adds a file {@code .git} with the given text. */
    void addFile(RawPath file, byte[] text) {
        ties.add(new Tie(file, RelativePaths.parentOf(file), GitFile.target(text)));
    }

    /** Reports what an import will refuse. Must be called when everything is planned. */
    void report(PlanSink sink) {
        GitTies all = new GitTies(repositories, repository -> true);
        for (Tie tie : ties) {
            if (tie.file.isNamed(GIT)) {
                all.addFile(tie.file, end(tie, false));
            }
        }
        for (Tie tie : ties) {
            if (repositories.contains(tie.from) && !tie.file.isNamed(GIT)) {
                all.addWorkTree(tie.from, tie.file, String.valueOf(tie.way), end(tie, true));
            }
        }
        for (GitTies.Fault fault : all.faults()) {
            if (fault.leadsOut()) {
                sink.notImported(fault.file());
            }
        }
    }

    /** The target of a link; a working tree need not exist, unless something else exists in its place. */
    private @Nullable RawPath end(Tie tie, boolean mayBeMissing) {
        FolderWay way = tie.way == null ? null : FolderWay.of(this::isFolder, tie.from, tie.way);
        if (way == null) {
            return null;
        }
        RawPath missing = way.missing();
        return missing == null || (mayBeMissing && !isThere(missing)) ? way.end() : null;
    }

    private boolean isFolder(RawPath path) {
        return folders.contains(path)
                || (isOfProject(path) && Files.isDirectory(file(path), LinkOption.NOFOLLOW_LINKS));
    }

    private boolean isThere(RawPath path) {
        return isOfProject(path) && Files.exists(file(path), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isOfProject(RawPath path) {
        return path.startsWith(context.inArchive(RawPath.ROOT));
    }

    private Path file(RawPath path) {
        return NativeNames.resolve(context.projectFolder(), path.relativeTo(context.inArchive(RawPath.ROOT)));
    }
}
