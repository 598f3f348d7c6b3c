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
import org.projectexporter.git.admission.ImportedConfig;
import org.projectexporter.git.admission.ResolvedPath;
import org.projectexporter.git.admission.WorktreeLinkRules;
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
final class PlannedWorktreeLinks {
    private static final RawPath GIT = RawPath.of(".git");

    private final SourceContext context;
    private final Set<RawPath> repositories = new TreeSet<>();
    /** Repositories, and the folders above them in the archive, which may be elsewhere on this machine. */
    private final Set<RawPath> folders = new TreeSet<>();

    private final List<Link> links = new ArrayList<>();

    /** A path that a file names, relative to the folder {@code from}; null if it names none. */
    private record Link(RawPath file, RawPath from, @Nullable RawPath way) {}

    PlannedWorktreeLinks(SourceContext context) {
        this.context = context;
    }

    /** Adds a repository that is exported, with its configurations. */
    void add(GitFolder repository) throws IOException {
        add(repository.inArchive());
        for (String name : List.of("config", "config.worktree")) {
            byte[] config = SmallFile.readIfPresent(repository.dirs().resolve(RawPath.of(name)));
            if (config != null) {
                addConfig(repository.inArchive(), name, exported(config, repository));
            }
        }
    }

    private static byte[] exported(byte[] config, GitFolder repository) {
        return RewrittenConfig.ofReadable(config, WorkTreeSetting.of(repository))
                .bytes();
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
            links.add(new Link(file, repository, RawPath.of(value.getBytes(StandardCharsets.ISO_8859_1))));
        }
    }

    /** Adds a file {@code .git} with the given text. */
    void addFile(RawPath file, byte[] text) {
        links.add(new Link(file, RelativePaths.parentOf(file), GitFile.target(text)));
    }

    /** Reports what an import will refuse. Must be called when everything is planned. */
    void report(PlanSink sink) {
        WorktreeLinkRules all = new WorktreeLinkRules(repositories, repository -> true);
        for (Link link : links) {
            if (link.file.isNamed(GIT)) {
                all.addFile(link.file, end(link, false));
            }
        }
        for (Link link : links) {
            if (repositories.contains(link.from) && !link.file.isNamed(GIT)) {
                all.addWorkTree(link.from, link.file, String.valueOf(link.way), end(link, true));
            }
        }
        for (WorktreeLinkRules.Fault fault : all.faults()) {
            if (fault.refused()) {
                sink.notImported(fault.file());
            }
        }
    }

    /** The target of a link; a working tree need not exist, unless something else exists in its place. */
    private @Nullable RawPath end(Link link, boolean mayBeMissing) {
        ResolvedPath way = link.way == null ? null : ResolvedPath.of(this::isFolder, link.from, link.way);
        if (way == null) {
            return null;
        }
        RawPath missing = way.missing();
        return missing == null || (mayBeMissing && !exists(missing)) ? way.end() : null;
    }

    private boolean isFolder(RawPath path) {
        return folders.contains(path)
                || (isOfProject(path) && Files.isDirectory(file(path), LinkOption.NOFOLLOW_LINKS));
    }

    private boolean exists(RawPath path) {
        return isOfProject(path) && Files.exists(file(path), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isOfProject(RawPath path) {
        return path.startsWith(context.inArchive(RawPath.ROOT));
    }

    private Path file(RawPath path) {
        return NativeNames.resolve(context.projectFolder(), path.relativeTo(context.inArchive(RawPath.ROOT)));
    }
}
