package org.projectexporter.lfs;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/**
 * The source {@code lfs}: exports the Git LFS object stores of a project's repositories, or the objects that pointer
 * files refer to.
 */
public final class LfsSourceResolver implements SourceResolver {
    /** The name of this source. */
    public static final String NAME = "lfs";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "the objects of Git LFS, and which are missing";
    }

    @Override
    public int specificity() {
        return 200;
    }

    @Override
    public ProjectSource open(SourceContext context) {
        return new LfsSource(context);
    }
}
