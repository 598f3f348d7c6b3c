package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

import org.projectexporter.spi.files.ExtentSharing;

/** The implementation of {@link ExtentSharing}, loaded when it is first used: that takes time. */
public final class Extents {
    private static final Logger LOG = LoggerFactory.getLogger(Extents.class);

    /** Tests and benchmarks set it to {@code false}: then everything is copied. */
    private static final String SWITCH = "org.projectexporter.sharing";

    /** File systems that share extents, and one that passes this on to another. */
    private static final Set<String> TYPES = Set.of("btrfs", "xfs", "bcachefs", "overlay");

    private Extents() {}

    /** The result of the search. */
    private static final class Found {
        static final @Nullable ExtentSharing SHARING = find();

        private Found() {}
    }

    private static @Nullable ExtentSharing find() {
        try {
            Iterator<ExtentSharing> all =
                    ServiceLoader.load(ExtentSharing.class).iterator();
            return all.hasNext() ? all.next() : null;
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.debug("nothing is shared", e);
            return null;
        }
    }

    /** Whether it is worth trying on a file system of this type. */
    public static boolean maySupport(String fileSystemType) {
        return TYPES.contains(fileSystemType) && !"false".equals(System.getProperty(SWITCH));
    }

    /** As {@link ExtentSharing#share}; false if there is no implementation. */
    public static boolean share(ExtentSharing.Place from, ExtentSharing.Place to, long bytes) {
        ExtentSharing sharing = Found.SHARING;
        return sharing != null && sharing.share(from, to, bytes);
    }
}
