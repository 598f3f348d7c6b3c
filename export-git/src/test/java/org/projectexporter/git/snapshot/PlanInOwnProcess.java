package org.projectexporter.git.snapshot;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.SystemReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.git.restore.Restored;
import org.projectexporter.git.walk.BlobWalk;
import org.projectexporter.testkit.FakeSourceContext;

/** Plans a project in a JVM in which JGit has never run, and prints what an application would like to know. */
public final class PlanInOwnProcess {
    private PlanInOwnProcess() {}

    /** A reader that an application may have installed: it must not be used, and must be in place afterwards. */
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

    /** Plans the project at the path that is the first argument. */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        Counting application = new Counting(SystemReader.getInstance());
        SystemReader.setInstance(application);
        int[] blobs = {0};
        FakeSourceContext context = FakeSourceContext.of(project);
        BlobWalk.visit(project.resolve(".git"), 1024, context, (path, content) -> blobs[0]++);
        long commits = Restored.plan(project).commits().getAsLong();
        System.out.println("commits " + commits + ", blobs " + blobs[0] + ", configurations opened "
                + application.opened + ", reader kept " + (SystemReader.getInstance() == application));
    }
}
