package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * One shape of repository: how it is created, and the expected result of an export.
 *
 * @param name a few words, unique
 * @param recipe creates it
 * @param changed paths below the project that are not exported or are exported with changes, by design, including
 *     everything below them
 * @param whole whether the export reports that nothing unexpected is missing
 * @param tools programs that it needs in addition to Git
 */
public record Shape(String name, Recipe recipe, List<String> changed, boolean whole, List<String> tools) {
    /** The parts of every repository that are rewritten or left out. */
    private static final List<String> OF_A_REPOSITORY =
            List.of("config", "hooks", "branches", "FETCH_HEAD", "lfs/tmp", "lfs/cache", "objects/info");

    /** Creates a project. */
    @FunctionalInterface
    public interface Recipe {
        /**
         * Creates the project.
         *
         * @param folder an empty folder, in which the project becomes one folder; there may be others next to it
         * @return the project
         */
        GitFixture make(Path folder) throws IOException;
    }

    public Shape {
        changed = List.copyOf(changed);
        tools = List.copyOf(tools);
    }

    /** A repository in {@code .git} that is exported completely. */
    public static Shape of(String name, Recipe recipe) {
        return new Shape(name, recipe, List.of(), true, List.of()).withRepositoryAt(".git");
    }

    /** A bare repository as the project, which is exported completely. */
    public static Shape ofBare(String name, Recipe recipe) {
        return new Shape(name, recipe, List.of(), true, List.of()).changing(OF_A_REPOSITORY.toArray(String[]::new));
    }

    /** A copy with one more repository in the project, whose folder is {@code path}. */
    public Shape withRepositoryAt(String path) {
        return changing(OF_A_REPOSITORY.stream().map(name -> path + "/" + name).toArray(String[]::new));
    }

    /** A copy in which these paths below the project are not exported, or are exported with changes. */
    public Shape changing(String... paths) {
        return new Shape(
                name, recipe, Stream.concat(changed.stream(), Stream.of(paths)).toList(), whole, tools);
    }

    /** A copy in which something is already missing in the project, so that the exit code is 4. */
    public Shape lackingSomething() {
        return new Shape(name, recipe, changed, false, tools);
    }

    /** A copy that needs these programs in addition to Git. */
    public Shape needing(String... programs) {
        return new Shape(name, recipe, changed, whole, List.of(programs));
    }

    /** Creates the project below a new folder; skips the test that calls it if a program is missing. */
    public GitFixture make(Path folder) throws IOException {
        Tools.require("git");
        Tools.require(tools.toArray(String[]::new));
        return recipe.make(Files.createDirectories(folder));
    }

    @Override
    public String toString() {
        return name;
    }
}
