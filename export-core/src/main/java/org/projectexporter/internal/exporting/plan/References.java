package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;

/** The project's links to files outside of itself: resolves them, and checks whether the targets may be read. */
final class References {
    private static final Path GIT = Path.of(".git");

    /** One reference, to a path without links. */
    record Reference(RawPath from, Path real) {}

    private final PlanContext context;
    private final List<Reference> all = new ArrayList<>();
    private final TreeSet<Path> unplanned = new TreeSet<>();

    References(PlanContext context) {
        this.context = context;
    }

    /** All references that may be followed, in order of appearance. */
    List<Reference> all() {
        return all;
    }

    /** Whether something may be read, given its path without links. */
    boolean mayFollow(Path real) {
        return context.isAllowed(real) && (real.startsWith(context.projectFolder()) || !isInGitFolder(real));
    }

    /** Adds a target outside the project that {@linkplain #mayFollow may be read}. */
    void add(Path real) {
        unplanned.add(real);
    }

    /** The next target, each once, folders before their contents; null if there is none. */
    @Nullable
    Path poll() {
        return unplanned.pollFirst();
    }

    /**
     * Records a reference if it leads out of the project. To find out, the file system resolves {@code target}; the
     * target itself is not examined.
     *
     * @return a finding for the manifest; null if there is none
     */
    @Nullable
    Finding refer(RawPath from, Path target) {
        if (!context.options().includeDependencies()) {
            return null;
        }
        try {
            return follow(from, target.toRealPath());
        } catch (AccessDeniedException e) {
            return notAllowed(from, "leads to a place that you have no permission to read");
        } catch (FileSystemException e) {
            return Finding.of(
                    Finding.Kind.NOTE, from, "the target of this link does not exist"); // a missing target, or a loop
        } catch (IOException e) {
            return notAllowed(from, "leads to a place that cannot be read");
        }
    }

    private @Nullable Finding follow(RawPath from, Path real) {
        if (real.startsWith(context.projectFolder())) {
            return null;
        }
        if (!context.isAllowed(real)) {
            return notAllowed(
                    from,
                    "leads out of the project, and into no dependency root; add its folder as a dependency root"
                            + " to include it");
        }
        if (isInGitFolder(real)) {
            return notAllowed(from, "leads into a Git folder, which is exported only as part of its repository");
        }
        all.add(new Reference(from, real));
        unplanned.add(real);
        return null;
    }

    private static Finding notAllowed(RawPath from, String what) {
        return Finding.of(Finding.Kind.NOT_ALLOWED, from, what);
    }

    private static boolean isInGitFolder(Path real) {
        for (Path name : real) {
            if (name.equals(GIT)) {
                return true;
            }
        }
        return false;
    }
}
