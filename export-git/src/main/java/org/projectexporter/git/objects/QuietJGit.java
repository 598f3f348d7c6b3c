package org.projectexporter.git.objects;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.storage.file.WindowCache;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps JGit from probing a file system, and from reading the configuration of the user.
 *
 * <p>The first time JGit looks at a file system, it measures the resolution of its timestamps: it creates files below
 * {@code .git}, and keeps the result in a configuration in the home folder. The first time it opens a pack, it asks the user's
 * configuration whether to publish its cache by JMX. Here both questions are asked beforehand, and answered from memory. JGit
 * asks a process-wide {@link SystemReader}; ours is there for that moment alone, answers the code that measures and the thread
 * that asks, and hands all else on to the reader of the application.
 */
final class QuietJGit {
    /** The class that measures, in a thread of its own. */
    private static final String MEASURING = FS.FileStoreAttributes.class.getName();

    private static final int TRIES = 50;

    private QuietJGit() {}

    /** To be called for a folder before JGit looks into it. */
    static synchronized void prepare(Path folder) {
        SystemReader before = SystemReader.getInstance();
        SystemReader.setInstance(new Answering(before, Thread.currentThread()));
        try {
            WindowCache.getInstance();
            boolean known = false;
            for (int i = 0; i < TRIES && !known; i++) {
                known = FS.getFileStoreAttributes(folder) != FS.FileStoreAttributes.FALLBACK_FILESTORE_ATTRIBUTES
                        || !Files.isWritable(folder);
            }
        } finally {
            SystemReader.setInstance(before);
        }
    }

    private static final class Answering extends SystemReader.Delegate {
        private final SystemReader application;
        private final Thread preparing;

        Answering(SystemReader application, Thread preparing) {
            super(application);
            this.application = application;
            this.preparing = preparing;
        }

        @Override
        public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
            return Thread.currentThread() == preparing || isMeasuring() ? new InMemory() : application.getUserConfig();
        }

        private static boolean isMeasuring() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(MEASURING)));
        }
    }

    /** Empty, but for a resolution of two seconds, which JGit itself takes where it cannot measure. */
    private static final class InMemory extends StoredConfig {
        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            if (!section.equals("filesystem")) {
                return super.getString(section, subsection, name);
            }
            return name.equals("timestampResolution") ? "2 seconds" : "0 seconds";
        }

        @Override
        public void load() {}

        @Override
        public void save() {
            throw new UnsupportedOperationException("this configuration lies in memory");
        }
    }
}
