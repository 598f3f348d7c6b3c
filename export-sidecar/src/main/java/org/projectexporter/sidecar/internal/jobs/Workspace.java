package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The folder whose subfolders are the projects. A project is looked up among the names in the folder, never by joining
 * a name to a path; links are not projects, nor is the folder with the sidecar's own data.
 */
public final class Workspace {
    private static final int LONGEST_NAME = 255;

    private final Path folder;
    private final Path data;

    private Workspace(Path folder, Path data) {
        this.folder = folder;
        this.data = data;
    }

    /** The workspace of the options; its existence is checked at each access. */
    public static Workspace of(SidecarOptions options) {
        return new Workspace(
                options.workspace().toAbsolutePath().normalize(),
                options.data().toAbsolutePath().normalize());
    }

    /** Ids of all projects, sorted: names that are valid UTF-8 and do not begin with a dot. */
    public List<String> projects() throws IOException {
        return List.copyOf(folders().keySet());
    }

    /** The project's folder; empty if there is no such project. */
    public Optional<Path> find(String id) throws IOException {
        return Optional.ofNullable(folders().get(id));
    }

    private Map<String, Path> folders() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try {
            Path real = folder.toRealPath();
            Path realData = Files.exists(data) ? data.toRealPath() : data;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
                for (Path entry : entries) {
                    RawPath name = NativeNames.nameOf(entry);
                    if (isProject(entry, name) && !realData.startsWith(entry)) {
                        found.put(name.toString(), entry);
                    }
                }
            }
        } catch (FileSystemException e) {
            throw new WorkspaceGoneException(e);
        } catch (DirectoryIteratorException e) {
            throw new WorkspaceGoneException(e);
        }
        return found;
    }

    /** Whether its folder exists and can be read. */
    public boolean isReadable() {
        return Files.isDirectory(folder) && Files.isReadable(folder);
    }

    private static boolean isProject(Path entry, RawPath name) {
        return name.isUtf8() && name.byteAt(0) != '.' && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The path at which an import may create this project. Its existence is not checked.
     *
     * @throws IllegalArgumentException if no project can have this id
     */
    public Path placeFor(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        boolean text = new String(bytes, StandardCharsets.UTF_8).equals(id);
        if (id.isEmpty() || !text || id.startsWith(".") || id.chars().anyMatch(Workspace::isForbidden)) {
            throw new IllegalArgumentException("not a name for a project: it must be one folder's name, must not begin"
                    + " with a dot, and must not contain a slash, backslash or control character");
        }
        if (bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of a project has at most " + LONGEST_NAME
                    + " bytes in UTF-8, but this one has " + bytes.length);
        }
        return NativeNames.resolve(folder, RawPath.of(bytes));
    }

    private static boolean isForbidden(int c) {
        return c == '/' || c == '\\' || Character.isISOControl(c);
    }
}
