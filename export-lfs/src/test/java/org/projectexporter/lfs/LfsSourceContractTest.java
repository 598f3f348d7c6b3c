package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.SourceContract;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

final class LfsSourceContractTest extends SourceContract {
    @Override
    protected SourceResolver source() {
        return new LfsSourceResolver();
    }

    @Override
    protected List<SourceResolver> companions() {
        return List.of(new GitSourceResolver());
    }

    @Override
    protected void makeProject(Path folder) throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture.init(folder)
                .lfs("*.mov")
                .file("take.mov", new Noise(1).bytes(5000))
                .file("notes.txt", "notes\n")
                .commit("First");
    }

    @Override
    protected List<String> ownFolders() {
        return List.of(".git/lfs", ".git/lfs/objects", ".git/lfs/tmp");
    }
}
