package org.projectexporter.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.SourceContract;
import org.projectexporter.testkit.fixtures.GitFixture;

final class GitSourceContractTest extends SourceContract {
    @Override
    protected SourceResolver source() {
        return new GitSourceResolver();
    }

    @Override
    protected void makeProject(Path folder) throws IOException {
        GitFixture looks =
                GitFixture.init(folder.resolveSibling("looks")).file("l", "l").commit("Looks");
        GitFixture.init(folder)
                .file("a.txt", "a\n")
                .commit("First")
                .stash("a.txt", "stashed\n")
                .gc()
                .submodule("06_Looks", looks)
                .note("seen");
    }

    @Override
    protected List<String> ownFolders() {
        return List.of(
                ".git",
                ".git/refs/heads",
                ".git/objects/pack",
                ".git/objects/ab",
                ".git/lfs/objects",
                ".git/modules/x");
    }
}
