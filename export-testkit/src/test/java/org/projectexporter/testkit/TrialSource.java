package org.projectexporter.testkit;

import java.io.IOException;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/** A source on trial, under a class that the service loader finds. */
public final class TrialSource implements SourceResolver {
    private final SourceResolver source;

    /** For {@link java.util.ServiceLoader}, in which the contract looks for the source. */
    public TrialSource() {
        this(new NotesSource());
    }

    TrialSource(SourceResolver source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int specificity() {
        return source.specificity();
    }

    @Override
    public boolean refinesSingleFiles() {
        return source.refinesSingleFiles();
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        return source.open(context);
    }
}
