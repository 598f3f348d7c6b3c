package org.projectexporter.sidecar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.sidecar.internal.projects.ProjectLookup;
import org.projectexporter.sidecar.internal.projects.ProjectsFile;

/**
 * Finds projects by the ids that a backend gives them. An id is looked up; it is never part of a path. All methods may
 * be called by many threads at once, and often.
 *
 * <pre>{@code
 * ProjectDirectory projects = id -> films.find(id).map(film -> Project.of(id, film.folder()).named(film.title()));
 * SidecarOptions options = SidecarOptions.builder(Path.of("data")).projects(projects).build();
 * }</pre>
 */
@FunctionalInterface
public interface ProjectDirectory {
    /**
     * {@return the project with an id; empty if there is none} The sidecar asks again whenever an export starts or
     * resumes, so a project may move. Whether its folder exists need not be checked.
     *
     * @param id as in a request, and {@linkplain #isId safe}
     * @throws IOException if it is not known whether there is such a project; the request is then answered with 503,
     *     and a running export waits
     */
    Optional<Project> find(String id) throws IOException;

    /**
     * The projects that {@code GET /api/v1/projects} lists, in any order.
     *
     * @return by default none, which does not affect {@link #find}
     * @throws IOException if they are not known
     */
    default List<Project> list() throws IOException {
        return List.of();
    }

    /** {@return why it may be out of date, in one line for the operator's log; empty, the default, if it is not} */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /**
     * Reads ids and paths from a file of JSON, and reads it again when it has changed. A new version with a mistake is
     * not used: the previous one remains, and {@link #problem} says so.
     *
     * <pre>{@code
     * {"8f14e45f-ceea-467f-a8d3-2c1b6f8a8d11": "/srv/a/film", "42": {"path": "/srv/b/x", "name": "Second film"}}
     * }</pre>
     *
     * @param file of at most 256 MiB
     * @return a directory that follows the file
     * @throws IOException if it cannot be read, or has a mistake
     */
    static ProjectDirectory ofFile(Path file) throws IOException {
        return ProjectsFile.open(file);
    }

    /**
     * Asks a backend over HTTP: {@code GET} of the URL with the id instead of <code>{id}</code>, percent-encoded. The
     * answer is 404, or 200 with JSON such as <code>{"path": "/srv/a/film", "name": "First film"}</code>, where {@code
     * name} is optional. An answer is used for ten seconds.
     *
     * @param url with <code>{id}</code> in its path or query
     * @param token sent as {@code Authorization: Bearer}; empty for none
     * @param timeout for the connection and the answer together
     * @return a directory that lists no projects
     * @throws IllegalArgumentException if the URL is not one of HTTP, has no <code>{id}</code> or has a password, or
     *     the timeout is not positive
     */
    static ProjectDirectory ofLookup(String url, String token, Duration timeout) {
        return new ProjectLookup(url, token, timeout);
    }

    /**
     * {@return whether a text may be the id of a project: 1 to 255 bytes in UTF-8, not only spaces, no slash, backslash
     * or control character, no percent sign before two hexadecimal digits (which would be decoded twice), and not
     * {@code .} or {@code ..}}
     *
     * @param text not percent-encoded
     */
    static boolean isId(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return !text.isBlank()
                && bytes.length <= 255
                && new String(bytes, StandardCharsets.UTF_8).equals(text)
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
                && !text.matches("(?s).*%[0-9a-fA-F]{2}.*");
    }

    /** A project that a directory knows; immutable. */
    final class Project {
        private final String id;
        private final Path folder;
        private final String name;

        private Project(String id, Path folder, String name) {
            this.id = id;
            this.folder = folder;
            this.name = name;
        }

        /**
         * {@return a project with the name of its folder}
         *
         * @param id 1 to 255 bytes in UTF-8
         * @param folder an absolute path; it need not exist yet
         * @throws IllegalArgumentException if the id is not {@linkplain ProjectDirectory#isId safe}, or the folder is
         *     not absolute or has no name
         */
        public static Project of(String id, Path folder) {
            if (!isId(id)) {
                throw new IllegalArgumentException(
                        "not an id of a project: it must have 1 to 255 bytes in UTF-8, and no"
                                + " slash, backslash, control character or percent-encoding");
            }
            Path name = folder.normalize().getFileName();
            if (!folder.isAbsolute() || name == null) {
                throw new IllegalArgumentException("the folder of a project must be an absolute path with a name");
            }
            return new Project(id, folder.normalize(), name.toString());
        }

        /**
         * {@return the same project with another name, for its archive and the folder in it}
         *
         * @param other one path segment of at most 200 bytes in UTF-8
         * @throws IllegalArgumentException if it is not one path segment of at most 200 bytes in UTF-8, or contains a
         *     control character
         */
        public Project named(String other) {
            boolean segment = !other.isBlank() && !other.equals(".") && !other.equals("..");
            boolean plain = other.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
            if (!segment || !plain || other.getBytes(StandardCharsets.UTF_8).length > 200) {
                throw new IllegalArgumentException("the name of a project must be one path segment of at most 200 bytes"
                        + " in UTF-8, without a slash, backslash or control character");
            }
            return new Project(id, folder, Objects.requireNonNull(other));
        }

        /** {@return its id in requests, and in the manifest} */
        public String id() {
            return id;
        }

        /** {@return its folder, which may be a link} */
        public Path folder() {
            return folder;
        }

        /** {@return the name of its archive, without a suffix, and of the folder in it} */
        public String name() {
            return name;
        }
    }
}
