package org.projectexporter.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/**
 * The source {@code media}: reports what the documents of film programs refer to, with {@code include_dependencies}. An
 * import leads these references to where the files are, if that is requested.
 */
public final class MediaSourceResolver implements SourceResolver {
    /** Found by {@link java.util.ServiceLoader}. */
    public MediaSourceResolver() {}

    @Override
    public String name() {
        return "media";
    }

    @Override
    public String description() {
        return "what timelines and other documents of a film refer to";
    }

    @Override
    public int specificity() {
        return 20;
    }

    @Override
    public boolean refinesSingleFiles() {
        return true;
    }

    @Override
    public List<Path> companions(Path file, SourceContext context) {
        return new CameraCards(context::isAllowed).around(file);
    }

    @Override
    public ProjectRestorer openRestorer(RestoreContext context) {
        return new MediaRestorer(context);
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        context.checkCancelled();
        return context.options().includeDependencies() ? new MediaSource(context) : new ProjectSource() {};
    }
}
