package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.SourceContract;
import org.projectexporter.testkit.fixtures.FilmProject;
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
        FilmProject.make(folder);
    }

    @Override
    protected List<String> ownFolders() {
        return List.of(".git/lfs", ".git/lfs/objects", ".git/lfs/tmp");
    }
}
