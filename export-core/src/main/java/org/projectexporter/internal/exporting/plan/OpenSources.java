package org.projectexporter.internal.exporting.plan;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/** The open sources of one folder: that of the project, or of a dependency. */
final class OpenSources implements Closeable {
    private final List<OpenSource> all = new ArrayList<>();

    /** An open source, with its rank. */
    record OpenSource(int specificity, ProjectSource source) {}

    /** Opens the sources; if one fails, those before it remain, and are closed with this object. */
    void open(Collection<SourceResolver> resolvers, SourceContext context) throws IOException {
        List<SourceResolver> ranked = new ArrayList<>(resolvers);
        ranked.sort(Comparator.comparingInt(SourceResolver::specificity).reversed());
        for (SourceResolver resolver : ranked) {
            all.add(new OpenSource(resolver.specificity(), resolver.open(context)));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** All open sources, the most specific one first; the list grows as they are opened. */
    List<OpenSource> all() {
        return all;
    }

    /** Closes all sources; the first failure is thrown, later ones are suppressed. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (OpenSource each : all) {
            try {
                each.source().close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
