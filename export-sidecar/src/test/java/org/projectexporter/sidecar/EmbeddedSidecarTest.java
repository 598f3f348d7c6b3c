package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.projectexporter.sidecar.ProjectDirectory.Project;

/** The code in {@code docs/sidecar.md}. */
class EmbeddedSidecarTest {
    @TempDir
    Path folder;

    private Path projects;
    private Path data;

    @BeforeEach
    void make() throws IOException {
        projects = Files.createDirectories(folder.resolve("projects"));
        data = folder.resolve("data");
        Files.writeString(Files.createDirectory(projects.resolve("film")).resolve("note.txt"), "A film.\n");
    }

    @Test
    void sidecar_listens() throws IOException {
        SidecarOptions options = SidecarOptions.builder(projects, data).port(0).build();
        try (Sidecar sidecar = Sidecar.start(options)) {
            System.out.println(sidecar.url());
            assertThat(sidecar.url().toString()).startsWith("http://127.0.0.1:");
        }
    }

    /** What an application knows of a film. */
    private record Film(Path folder, String title) {}

    @FunctionalInterface
    private interface Repository {
        Optional<Film> find(String id);
    }

    @Test
    void projects_areThoseOfTheApplication() throws IOException {
        Repository repository = id ->
                Optional.of(new Film(projects.resolve("film"), "The film")).filter(film -> id.equals("42"));
        ProjectDirectory films = id ->
                repository.find(id).map(film -> Project.of(id, film.folder()).named(film.title()));
        SidecarOptions options = SidecarOptions.builder(data).projects(films).build();
        assertThat(films.find("42").map(Project::id)).contains("42");
        assertThat(films.find("43")).isEmpty();
        assertThat(options.data()).isEqualTo(data);
    }
}
