package org.projectexporter.lfs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.lfs.Repositories.Repository;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * Replaces pointer files in the working tree by the content of their objects, for an archive without the store.
 *
 * <p>A file is a pointer file by its text alone, whether or not Git LFS manages it according to {@code .gitattributes}.
 * Outside of every repository it is an ordinary file.
 */
final class PointerFiles {
    private static final String NOT_IN_STORE =
            "not in the store of its repository; the pointer file is exported instead";
    private static final String NO_STORE =
            "the repository of its file is missing, or is outside the project and may not be read; the pointer file is"
                    + " exported instead";
    private static final String EXTENDED =
            "an LFS extension would have to run to restore the file; the pointer file is exported instead";

    private final SourceContext context;
    private final ConfinedFolder project;
    private final Repositories repositories;
    private final MissingObjects missing;

    PointerFiles(SourceContext context, MissingObjects missing) {
        this.context = context;
        this.project = new ConfinedFolder(context.projectFolder());
        this.repositories = new Repositories(context);
        this.missing = missing;
    }

    /** Closes the folders that are kept open between files. */
    void release() throws IOException {
        project.close();
    }

    /**
     * The entry of the object that {@code item} refers to, or {@code entry} itself if it is not a pointer or its object
     * is missing.
     */
    PlannedEntry materialise(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        LfsPointer pointer = pointerIn(item);
        Path folder = item.file().getParent();
        if (pointer == null || folder == null) {
            return entry;
        }
        Optional<Repository> repository = repositories.around(folder);
        if (repository.isEmpty()) {
            return entry;
        }
        return pointer.isOfEmptyFile()
                ? entry.withContent(sink.capture(new byte[0]), 0, StorageHint.AUTO)
                : withObject(entry, pointer, repository.get());
    }

    private @Nullable LfsPointer pointerIn(SourceItem item) throws IOException {
        if (!item.isFile() || item.stat().size() > PointerParser.MAX_BYTES) {
            return null;
        }
        try {
            return PointerParser.parse(SmallFile.read(item, project, PointerParser.MAX_BYTES + 1));
        } catch (FileSystemException e) {
            return null; // gone or unreadable: reported when the file itself is read
        }
    }

    private PlannedEntry withObject(PlannedEntry entry, LfsPointer pointer, Repository repository) throws IOException {
        Path gitFolder = repository.gitFolder();
        if (gitFolder == null || pointer.extended()) {
            missing.add(pointer, true, entry.path(), gitFolder == null ? NO_STORE : EXTENDED);
            return entry;
        }
        LfsStore.Found object = LfsStore.of(gitFolder, context).find(pointer.oid());
        object = object == null ? LfsStore.borrowed(gitFolder, context).find(pointer.oid()) : object;
        if (object == null) {
            missing.add(pointer, true, entry.path(), NOT_IN_STORE);
            return entry;
        }
        Content content = new Content.OfFile(object.file());
        boolean fatal = context.options().missingLfs() == MissingLfs.FAIL;
        return entry.withContent(content, object.stat().size(), StorageHint.AUTO)
                .withCheck(new ContentCheck(pointer.oid(), fatal));
    }
}
