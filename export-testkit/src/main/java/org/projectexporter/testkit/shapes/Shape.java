package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.testkit.GitFixture;
import org.projectexporter.testkit.Tools;

/**
 * One shape of repository: how it is made, and what an export of it must give.
 *
 * @param name a few words, unique
 * @param recipe makes it
 * @param changed paths below the project that do not travel or travel changed, by design; what is below them too
 * @param whole whether the export says that nothing unexpected is missing
 * @param tools programs that it needs beside Git
 */
public record Shape(String name, Recipe recipe, List<String> changed, boolean whole, List<String> tools) {
    /** What of every repository is rewritten or stays behind. */
    private static final List<String> OF_A_REPOSITORY =
            List.of("config", "hooks", "branches", "FETCH_HEAD", "lfs/tmp", "lfs/cache", "objects/info");

    /** Makes a project. */
    @FunctionalInterface
    public interface Recipe {
        /**
         * Makes it.
         *
         * @param folder an empty folder, in which the project is one folder; others may lie beside it
         * @return the project
         */
        GitFixture make(Path folder) throws IOException;
    }

    public Shape {
        changed = List.copyOf(changed);
        tools = List.copyOf(tools);
    }

    /** A repository in {@code .git} that travels whole. */
    public static Shape of(String name, Recipe recipe) {
        return new Shape(name, recipe, List.of(), true, List.of()).withRepositoryAt(".git");
    }

    /** A bare repository as the project, which travels whole. */
    public static Shape ofBare(String name, Recipe recipe) {
        return new Shape(name, recipe, List.of(), true, List.of()).changing(OF_A_REPOSITORY.toArray(String[]::new));
    }

    /** The same with one more repository in the project, whose folder is {@code path}. */
    public Shape withRepositoryAt(String path) {
        return changing(OF_A_REPOSITORY.stream().map(name -> path + "/" + name).toArray(String[]::new));
    }

    /** The same, of which these paths below the project do not travel, or travel changed. */
    public Shape changing(String... paths) {
        return new Shape(
                name, recipe, Stream.concat(changed.stream(), Stream.of(paths)).toList(), whole, tools);
    }

    /** The same, of which something is missing in the project already, so that the exit code is 4. */
    public Shape lackingSomething() {
        return new Shape(name, recipe, changed, false, tools);
    }

    public Shape needing(String... programs) {
        return new Shape(name, recipe, changed, whole, List.of(programs));
    }

    /** Makes the project below a new folder; skips the test that calls it where a program is missing. */
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
