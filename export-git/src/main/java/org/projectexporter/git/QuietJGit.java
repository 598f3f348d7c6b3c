package org.projectexporter.git;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps JGit from probing a file system.
 *
 * <p>The first time JGit looks at a file system, it measures the resolution of its timestamps: it creates files below
 * {@code .git}, and keeps the result in a configuration in the home folder. Here the answer is given beforehand, from
 * memory. JGit asks a process-wide {@link SystemReader}; ours is there for the moment of that question alone, answers it for
 * JGit's own measuring alone, and hands all else on to the reader of the application.
 */
final class QuietJGit {
    /** What of JGit asks for a resolution; it does so in a thread whose name depends on the number of processors. */
    private static final String MEASURING_CLASS = FS.FileStoreAttributes.class.getName();

    private static final int TRIES = 50;

    private QuietJGit() {}

    /** To be called for a folder before JGit looks into it. */
    static synchronized void prepare(Path folder) {
        SystemReader before = SystemReader.getInstance();
        SystemReader.setInstance(new Answering(before));
        try {
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

        Answering(SystemReader application) {
            super(application);
            this.application = application;
        }

        @Override
        public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
            return isMeasuring() ? new Resolution() : application.getUserConfig();
        }

        private static boolean isMeasuring() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(MEASURING_CLASS)));
        }
    }

    /** Two seconds, which is true of every file system: what JGit itself takes where it cannot measure. */
    private static final class Resolution extends StoredConfig {
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
