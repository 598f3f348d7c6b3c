package org.projectexporter.it.documents;

import java.util.List;

/**
 * A block that is not run as it is: why, and which test shows in another way that it is right.
 *
 * @param document where the block is
 * @param start how its first line begins
 * @param reason why it is not run
 * @param testedBy the file of the test, without its suffix
 */
record NotRun(String document, String start, String reason, String testedBy) {
    private static final String MINUTES = "takes minutes";

    static final List<NotRun> ALL = List.of(
            new NotRun("CONTRIBUTING.md", "etc/release", "makes a release", "ReleaseTest"),
            new NotRun("docs/installing.md", "tar -xf", "needs a release", "DistributionTest"),
            new NotRun("docs/installing.md", "source /opt", "is for files of users", "ShellFilesTest"),
            new NotRun("docs/readers.md", "export-it/readers", "needs sixty programs", "OpensAnywhereTest"),
            new NotRun("docs/sidecar.md", "sudo useradd", "needs root and systemd", "SystemdUnitTest"),
            new NotRun("docs/sidecar.md", "export PROJECT_EXPORT_JAVA_OPTIONS", "needs the agent", "ServeProcessTest"),
            new NotRun("docs/sidecar.md", "curl -H \"$auth\" http", "needs npm and generators", "GeneratedClientsTest"),
            new NotRun("docs/sidecar.md", "const upload", "needs tus-js-client", "TusClientTest"),
            new NotRun("python/README.md", "pip install", "installs packages", "test_install"),
            new NotRun("python/README.md", "python3 -m pytest", MINUTES, "PythonPackageTest"),
            new NotRun("python/examples/backend/README.md", "cd python", "needs FastAPI", "test_example"),
            new NotRun("python/examples/backend/README.md", "export BACKEND", "needs FastAPI", "test_example"),
            new NotRun("export-benchmarks/README.md", "mvn -q -pl", MINUTES, "CompareTest"),
            new NotRun("export-benchmarks/README.md", "export-benchmarks/compare", MINUTES, "CompareTest"),
            new NotRun("export-benchmarks/README.md", "export-benchmarks/sidecar", MINUTES, "CompareTest"),
            new NotRun("export-benchmarks/README.md", "export-benchmarks/soak", MINUTES, "CompareTest"),
            new NotRun("docs/writing-a-format.md", "mvn package", "needs a release", "DroppedInPluginTest"),
            new NotRun("docs/writing-a-source.md", "mvn package", "needs a release", "DroppedInPluginTest"),
            new NotRun("docs/plugins.md", "project-export", "needs a plug-in", "DroppedInPluginTest"),
            new NotRun("examples/format-7z/README.md", "mvn package", "needs a release", "ReleaseTest"),
            new NotRun("examples/source-object-folder/README.md", "mvn", "needs a release", "ReleaseTest"),
            new NotRun("examples/embedding/README.md", "mvn package", "needs a release", "ReleaseTest"));

    boolean is(CodeBlock block) {
        return block.is(document, start);
    }

    static boolean lists(CodeBlock block) {
        return ALL.stream().anyMatch(one -> one.is(block));
    }
}
