package org.projectexporter.fakes;

import java.util.function.Function;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/** A source defined inline by a test. */
public record FakeSource(String name, int specificity, Function<SourceContext, ProjectSource> opener)
        implements SourceResolver {
    @Override
    public ProjectSource open(SourceContext context) {
        return opener.apply(context);
    }
}
