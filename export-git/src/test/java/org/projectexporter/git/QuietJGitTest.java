package org.projectexporter.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.testkit.GitFixture;
import org.projectexporter.testkit.TreeDiff;
import org.projectexporter.testkit.TreeSnapshot;

/** JGit leaves no trace, neither in the project nor in an application that uses JGit too. */
final class QuietJGitTest {
    @TempDir
    Path temp;

    /** What an application may have set: it must be asked nothing, and be there afterwards. */
    private static final class Counting extends SystemReader.Delegate {
        private final AtomicInteger opened = new AtomicInteger();

        Counting(SystemReader reader) {
            super(reader);
        }

        @Override
        public StoredConfig getUserConfig() throws IOException, ConfigInvalidException {
            opened.incrementAndGet();
            return super.getUserConfig();
        }

        @Override
        public StoredConfig getSystemConfig() throws IOException, ConfigInvalidException {
            opened.incrementAndGet();
            return super.getSystemConfig();
        }

        @Override
        public StoredConfig getJGitConfig() throws IOException, ConfigInvalidException {
            opened.incrementAndGet();
            return super.getJGitConfig();
        }
    }

    @Test
    void plan_opensNoConfiguration_andPutsTheApplicationsReaderBack() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .gc();
        SystemReader before = SystemReader.getInstance();
        Counting counting = new Counting(before);
        SystemReader.setInstance(counting);
        try {
            Restored.plan(film.folder());

            assertThat(SystemReader.getInstance()).isSameAs(counting);
            assertThat(counting.opened).hasValue(0);
        } finally {
            SystemReader.setInstance(before);
        }
    }

    @Test
    void plan_changesNothingInTheProject() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .gc();
        TreeSnapshot before = TreeSnapshot.of(temp);

        Restored.plan(film.folder());

        assertThat(TreeDiff.between(before, TreeSnapshot.of(temp))
                        .withChangeTimes()
                        .differences())
                .isEmpty();
    }
}
