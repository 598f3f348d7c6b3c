package org.projectexporter.git;

import java.io.IOException;

import org.projectexporter.git.restore.GitRestorer;
import org.projectexporter.git.snapshot.GitSource;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/**
 * The source "git": exports repositories as consistent snapshots, without credentials and without anything that can be
 * executed.
 */
public final class GitSourceResolver implements SourceResolver {
    @Override
    public String name() {
        return "git";
    }

    @Override
    public String description() {
        return "repositories with their history, without credentials and settings of this machine";
    }

    @Override
    public int specificity() {
        return 100;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        return GitSource.open(context);
    }

    @Override
    public ProjectRestorer openRestorer(RestoreContext context) {
        return new GitRestorer(context);
    }
}
