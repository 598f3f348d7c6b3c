package example.objects;

import java.io.IOException;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/**
 * The source {@code object-folder}. A project has large files in its folder {@code .objects}, each under its SHA-256,
 * and a small file {@code NAME.object} in place of each. The folder keeps the objects of all versions; an archive gets
 * those that a pointer names, and the manifest those that are missing or damaged.
 */
public final class ObjectFolderSource implements SourceResolver {
    /** Creates the source, for {@link java.util.ServiceLoader}. */
    public ObjectFolderSource() {}

    @Override
    public String name() {
        return "object-folder";
    }

    @Override
    public String description() {
        return "of the objects in .objects, those that files *.object name, and which are missing";
    }

    @Override
    public int specificity() {
        return 50;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        context.checkCancelled();
        return new ReferencedObjects(context);
    }
}
