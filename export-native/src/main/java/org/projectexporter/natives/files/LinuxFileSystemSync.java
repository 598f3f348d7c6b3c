package org.projectexporter.natives.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.files.FileSystemSync;

/**
 * Syncs a file system with syncfs(2) of Linux. Since Linux 5.8 it fails if anything written since the descriptor was
 * opened could not be written back; earlier it would not say so, and is not used.
 */
public final class LinuxFileSystemSync implements FileSystemSync {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxFileSystemSync.class);
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");
    private static final int MAJOR = 5;
    private static final int MINOR = 8;

    private final LinuxFiles.C c;

    /**
     * Loads the C library, for {@link java.util.ServiceLoader}.
     *
     * @throws UnsatisfiedLinkError on other platforms
     */
    public LinuxFileSystemSync() {
        c = LinuxFiles.load();
    }

    @Override
    public Optional<Opened> open(Path folder) {
        if (!reportsFailures(System.getProperty("os.version"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Descriptor(folder, LinuxFiles.open(c, folder, LinuxFiles.O_DIRECTORY)));
        } catch (IOException | UnsatisfiedLinkError e) {
            LOG.debug("{} is not synced as a whole: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a kernel of this version says if something was lost. */
    static boolean reportsFailures(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > MAJOR || (major == MAJOR && Integer.parseInt(numbers.group(2)) >= MINOR);
    }

    /** A folder that is open. */
    private final class Descriptor implements Opened {
        private final Path folder;
        private final int number;

        Descriptor(Path folder, int number) {
            this.folder = folder;
            this.number = number;
        }

        @Override
        public void sync() throws IOException {
            LinuxFiles.check(c, c.syncfs(number), folder);
        }

        @Override
        public void close() {
            c.close(number);
        }
    }
}
