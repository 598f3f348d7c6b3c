package org.projectexporter.git.objects;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.storage.file.WindowCache;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.spi.files.OpenFiles;

/**
 * Prevents JGit from probing a file system and from reading the configuration of the user.
 *
 * <p>When JGit first uses a file system, it measures the resolution of its timestamps: it creates files below
 * {@code .git}, and stores the result in a configuration in the home folder. When it first opens a pack, it reads from
 * the user's configuration whether to publish its cache by JMX. This class triggers both beforehand and answers them
 * from memory. JGit uses a process-wide {@link SystemReader}; ours is installed only for that moment, answers only the
 * measuring code and the calling thread, and delegates everything else to the reader of the application.
 */
final class JGitIsolation {
    /** The JGit class that measures, in its own thread. */
    private static final String MEASURING = FS.FileStoreAttributes.class.getName();

    private static final int TRIES = 50;
    private static final int FEWEST_OPEN_PACKS = 8;
    private static final int MOST_OPEN_PACKS = 128;
    private static boolean packsLimited;

    private JGitIsolation() {}

    /** Must be called for a folder before JGit reads it. */
    static synchronized void prepare(Path folder) {
        SystemReader before = SystemReader.getInstance();
        SystemReader.setInstance(new Answering(before, Thread.currentThread()));
        try {
            WindowCache.getInstance();
            limitOpenPacks();
            boolean known = false;
            for (int i = 0; i < TRIES && !known; i++) {
                known = FS.getFileStoreAttributes(folder) != FS.FileStoreAttributes.FALLBACK_FILESTORE_ATTRIBUTES
                        || !Files.isWritable(folder);
            }
        } finally {
            SystemReader.setInstance(before);
        }
    }

    /** JGit keeps packs open, by default as many as some processes may open files; it is the same for all its users. */
    private static void limitOpenPacks() {
        int most = OpenFiles.share(8, FEWEST_OPEN_PACKS, MOST_OPEN_PACKS);
        if (most < MOST_OPEN_PACKS && !packsLimited) {
            WindowCacheConfig config = new WindowCacheConfig();
            config.setPackedGitOpenFiles(most);
            config.install();
            packsLimited = true;
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

    /** Empty, except for a resolution of two seconds, JGit's own default if it cannot measure. */
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
            throw new UnsupportedOperationException("this configuration is in memory");
        }
    }
}
