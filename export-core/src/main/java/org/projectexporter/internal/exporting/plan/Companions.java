package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import org.projectexporter.spi.SourceResolver;

/** What is recorded together with the files that documents name, as the sources know it. */
final class Companions {
    private final PlanContext context;
    private final Collection<SourceResolver> resolvers;
    private final Predicate<Path> mayFollow;

    /** @param mayFollow whether something may be read, given its path without links */
    Companions(PlanContext context, Collection<SourceResolver> resolvers, Predicate<Path> mayFollow) {
        this.context = context;
        this.resolvers = resolvers;
        this.mayFollow = mayFollow;
    }

    /** The companions of a file that may be read, without links, as far as they may be read themselves. */
    List<Path> of(Path file) throws IOException {
        if (!context.options().wholeCards()) {
            return List.of();
        }
        List<Path> all = new ArrayList<>();
        for (SourceResolver resolver : resolvers) {
            for (Path companion : resolver.companions(file, context)) {
                addTo(all, companion);
            }
        }
        return all;
    }

    /** Adds a companion, unless it is a link that leads out of the allowed folders, or has vanished since. */
    private void addTo(List<Path> all, Path companion) throws IOException {
        try {
            Path real = companion.toRealPath();
            if (mayFollow.test(real)) {
                all.add(real);
            }
        } catch (FileSystemException e) {
            // there is none
        }
    }
}
