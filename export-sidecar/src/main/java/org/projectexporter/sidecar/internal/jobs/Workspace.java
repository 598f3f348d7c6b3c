package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.sidecar.ProjectDirectory;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.ProjectException.Reason;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * All projects of a sidecar: those of its directory, by the ids that they were given, then the folders in its
 * workspaces, by name. Ids and names are looked up, never joined to a path. A link in a workspace is a project only if
 * it leads to a folder below one that the operator allows; a folder that contains the sidecar's own data never is, nor
 * is a {@linkplain ProjectParts part} of another project.
 */
public final class Workspace {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
    private static final int LONGEST_NAME = 255;

    private final List<Path> folders;
    private final List<Path> roots;
    private final @Nullable ProjectDirectory directory;
    private final Path data;

    private Workspace(SidecarOptions options) {
        folders = absolute(options.workspaces());
        roots = absolute(options.projectRoots());
        directory = options.projects().orElse(null);
        data = options.data().toAbsolutePath().normalize();
    }

    private static List<Path> absolute(List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
    }

    /** The projects of the options; whether folders exist is checked at each access. */
    public static Workspace of(SidecarOptions options) {
        return new Workspace(options);
    }

    /**
     * Ids and names of all projects that can be listed, sorted by id. Folders are listed if their names are valid UTF-8
     * and do not begin with a dot.
     */
    public Map<String, String> projects() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path folder : folders) {
            folders(folder).keySet().forEach(id -> found.put(id, id));
        }
        if (directory != null) {
            listed(directory).forEach(project -> found.put(project.id(), project.name()));
        }
        return found;
    }

    private static List<ProjectDirectory.Project> listed(ProjectDirectory directory) throws ProjectException {
        try {
            return directory.list();
        } catch (IOException | RuntimeException e) {
            throw lookupFailed(e);
        }
    }

    /**
     * The project with an id; empty if there is none.
     *
     * @throws ProjectException if there is one, or may be one, that cannot be used
     * @throws WorkspaceGoneException if a workspace cannot be read
     */
    public Optional<FoundProject> project(String id) throws IOException {
        if (!ProjectDirectory.isId(id)) {
            return Optional.empty();
        }
        Optional<ProjectDirectory.Project> mapped = mapped(id);
        if (mapped.isPresent()) {
            return Optional.of(allowed(id, mapped.get()));
        }
        for (Path folder : folders) {
            Path found = folders(folder).get(id);
            if (found != null) {
                return Optional.of(inWorkspace(id, found, folder));
            }
        }
        return Optional.empty();
    }

    /** What is next to the target of a link may belong to others. */
    private static FoundProject inWorkspace(String id, Path found, Path folder) throws IOException {
        boolean linked = !folder.toRealPath().equals(found.getParent());
        return new FoundProject(id, found, id, false, linked ? Optional.empty() : ProjectParts.dependenciesOf(found));
    }

    /**
     * Whether a project has this id, even if it cannot be used: another one with the same id would hide it, or be
     * hidden by it.
     *
     * @throws ProjectException if that is not known
     */
    public boolean isTaken(String id) throws IOException {
        try {
            return project(id).isPresent();
        } catch (ProjectException e) {
            if (e.reason() == Reason.LOOKUP_FAILED) {
                throw e;
            }
            return true;
        }
    }

    /** The project's folder; empty if there is no such project. */
    public Optional<Path> find(String id) throws IOException {
        return project(id).map(FoundProject::folder);
    }

    private Optional<ProjectDirectory.Project> mapped(String id) throws ProjectException {
        try {
            return directory == null ? Optional.empty() : directory.find(id);
        } catch (IOException | RuntimeException e) {
            throw lookupFailed(e);
        }
    }

    private static ProjectException lookupFailed(Exception cause) {
        LOG.atError()
                .addKeyValue("event", "project_lookup_failed")
                .log("projects cannot be looked up: {}", cause.toString());
        return new ProjectException(
                Reason.LOOKUP_FAILED, "the project could not be looked up; the server's log has the reason", cause);
    }

    private FoundProject allowed(String id, ProjectDirectory.Project project) throws IOException {
        Path real;
        try {
            real = project.folder().toRealPath();
        } catch (FileSystemException e) {
            throw gone(id, e);
        }
        if (!Files.isDirectory(real)) {
            throw gone(id, new NoSuchFileException(real.toString()));
        }
        boolean ofData = real.startsWith(realData()) || realData().startsWith(real);
        if (ofData || !(roots.isEmpty() || isBelow(real, roots) || isBelow(real, folders))) {
            LOG.atError()
                    .addKeyValue("event", "project_not_allowed")
                    .log("the project {} is at {}, which --project-root does not allow", id, real);
            throw new ProjectException(
                    Reason.NOT_ALLOWED, "the project " + id + " is in a folder that the operator does not allow");
        }
        return new FoundProject(id, real, project.name(), true, Optional.empty());
    }

    private static ProjectException gone(String id, FileSystemException cause) {
        return new ProjectException(
                Reason.GONE,
                "the folder of the project " + id + " does not exist; bring it back, then try again",
                cause);
    }

    /** Whether a real path is below one of the folders. One that does not exist has nothing below it. */
    private static boolean isBelow(Path real, List<Path> folders) {
        for (Path folder : folders) {
            try {
                Path above = folder.toRealPath();
                if (real.startsWith(above) && !real.equals(above)) {
                    return true;
                }
            } catch (IOException e) {
                LOG.debug("{} cannot be read", folder, e);
            }
        }
        return false;
    }

    private Path realData() throws IOException {
        return Files.exists(data) ? data.toRealPath() : data;
    }

    /** The projects in one workspace, by name. */
    private Map<String, Path> folders(Path folder) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try {
            Path real = folder.toRealPath();
            Path realData = realData();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
                for (Path entry : entries) {
                    RawPath name = NativeNames.nameOf(entry);
                    Path project = isName(name) ? projectAt(entry) : null;
                    if (project != null && !realData.startsWith(project)) {
                        found.put(name.toString(), project);
                    }
                }
            }
        } catch (FileSystemException | DirectoryIteratorException e) {
            throw new WorkspaceGoneException(e);
        }
        Set<String> names = Set.copyOf(found.keySet());
        found.keySet()
                .removeIf(name ->
                        ProjectParts.ownerOf(name).filter(names::contains).isPresent());
        return found;
    }

    private static boolean isName(RawPath name) {
        return name.isUtf8() && name.byteAt(0) != '.' && ProjectDirectory.isId(name.toString());
    }

    /** The folder, or the folder that an allowed link leads to; null if it is neither. */
    private @Nullable Path projectAt(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return entry;
        }
        if (roots.isEmpty() || !Files.isSymbolicLink(entry) || !Files.isDirectory(entry)) {
            return null;
        }
        Path real = entry.toRealPath();
        return isBelow(real, roots) && !real.startsWith(realData()) ? real : null;
    }

    /** Whether all workspaces exist and can be read. */
    public boolean isReadable() {
        return folders.stream().allMatch(folder -> Files.isDirectory(folder) && Files.isReadable(folder));
    }

    /** Whether the directory works with an outdated version, or cannot be used. */
    public boolean isOutdated() {
        return directory != null && directory.problem().isPresent();
    }

    /** Whether an import has a folder in which it can create a project: the first workspace. */
    public boolean acceptsImports() {
        return !folders.isEmpty();
    }

    /**
     * The path in the first workspace at which an import may create this project. Its existence is not checked.
     *
     * @throws IllegalArgumentException if no project can have this id
     */
    public Path placeFor(String id) {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("there is no workspace in which an import could create a project");
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of a project has at most " + LONGEST_NAME
                    + " bytes in UTF-8, but this one has " + bytes.length);
        }
        if (id.startsWith(".") || !ProjectDirectory.isId(id)) {
            throw new IllegalArgumentException("not a name for a project: it must be one folder's name, must not begin"
                    + " with a dot, and must not contain a slash, backslash or control character, or a percent sign"
                    + " before two hexadecimal digits");
        }
        if (ProjectParts.ownerOf(id).isPresent()) {
            throw new IllegalArgumentException("the name of a project must not end with " + ProjectParts.METADATA
                    + " or " + ProjectParts.DEPENDENCIES + ": such a folder is a part of another project");
        }
        return NativeNames.resolve(folders.get(0), RawPath.of(bytes));
    }
}
