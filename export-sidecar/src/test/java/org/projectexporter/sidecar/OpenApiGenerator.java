package org.projectexporter.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** openapi-generator, as Maven has it. Where mvn, or what it downloads, is missing, the test is skipped. */
final class OpenApiGenerator {
    private static final String NAME = "openapi-generator-cli";
    private static final String VERSION = "7.25.0";
    private static final String DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:";

    private final Path folder;

    private OpenApiGenerator(Path folder) {
        this.folder = folder;
    }

    static OpenApiGenerator download(Path folder) throws IOException {
        Files.createDirectories(folder);
        ToolRun copied = maven(
                folder, "copy", "-Dartifact=org.openapitools:" + NAME + ":" + VERSION, "-DoutputDirectory=" + folder);
        Tools.requireRight(copied.exitCode() == 0, "to download " + NAME + " with Maven\n" + copied);
        return new OpenApiGenerator(folder);
    }

    /** Makes a client in a folder; a description that the generator finds faults with is an error. */
    ToolRun generate(String generator, Path description, Path target, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java("java"),
                "-jar",
                folder.resolve(NAME + "-" + VERSION + ".jar").toString(),
                "generate",
                "--generator-name",
                generator,
                "--input-spec",
                description.toString(),
                "--output",
                target.toString(),
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"));
        command.addAll(List.of(arguments));
        return Exec.in(folder).run(command).ok();
    }

    /** The class path that a {@code pom.xml} requires. */
    static String classPath(Path project) throws IOException {
        Path file = project.resolve("class-path.txt");
        ToolRun built = maven(project, "build-classpath", "-Dmdep.outputFile=" + file);
        Tools.requireRight(built.exitCode() == 0, "to download what the client requires\n" + built);
        return Files.readString(file);
    }

    private static ToolRun maven(Path folder, String goal, String... arguments) throws IOException {
        Tools.require("mvn");
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", DEPENDENCY_PLUGIN + goal));
        command.addAll(List.of(arguments));
        String repository = System.getProperty("localRepository"); // of the Maven that runs the test
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        return NpmPackages.machine(folder).run(command);
    }

    /** A program of the JDK that runs the test. */
    static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }
}
