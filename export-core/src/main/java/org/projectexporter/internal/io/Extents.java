package org.projectexporter.internal.io;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

import org.projectexporter.spi.files.ExtentSharing;

/** The implementation of {@link ExtentSharing}, loaded when it is first used: that takes time. */
public final class Extents {
    /** Tests and benchmarks set it to {@code false}: then everything is copied. */
    private static final String SWITCH = "org.projectexporter.sharing";

    /** File systems that share extents, and one that passes this on to another. */
    private static final Set<String> TYPES = Set.of("btrfs", "xfs", "bcachefs", "overlay");

    private Extents() {}

    /** The result of the search. */
    private static final class Found {
        static final Optional<ExtentSharing> SHARING = Service.first(ServiceLoader.load(ExtentSharing.class));

        private Found() {}
    }

    /** Whether it is worth trying on a file system of this type. */
    public static boolean maySupport(String fileSystemType) {
        return TYPES.contains(fileSystemType) && !"false".equals(System.getProperty(SWITCH));
    }

    /** As {@link ExtentSharing#share}; false if there is no implementation. */
    public static boolean share(ExtentSharing.Place from, ExtentSharing.Place to, long bytes) {
        return Found.SHARING.isPresent() && Found.SHARING.get().share(from, to, bytes);
    }
}
