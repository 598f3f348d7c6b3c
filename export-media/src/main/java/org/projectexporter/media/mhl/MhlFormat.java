package org.projectexporter.media.mhl;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.SourceException;
import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealCheck;
import org.projectexporter.spi.files.SealFormat;

/**
 * The seal {@code mhl}: a generation of ASC Media Hash List 2.0, which continues the history that a project has.
 */
public final class MhlFormat implements SealFormat {
    /** Its name in options. */
    static final String NAME = "mhl";

    /** Found by {@link java.util.ServiceLoader}. */
    public MhlFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> hashes() {
        return Arrays.stream(MhlHash.values()).map(MhlHash::element).toList();
    }

    @Override
    public boolean isOfSeal(RawPath path) {
        return MhlNames.isOfHistory(path);
    }

    @Override
    public Seal begin(Context context) throws IOException {
        MhlHistories histories = new MhlHistories(false);
        RawPath root = context.project();
        AtomicBoolean hasFurtherNames = new AtomicBoolean();
        context.visitPlanned(entry -> {
            if (entry.type() == EntryType.HARD_LINK) {
                hasFurtherNames.set(true);
            }
            if (entry.path().startsWith(root) && entry.path().isNamed(MhlNames.FOLDER)) {
                addFolder(entry, root, histories);
            } else if (isFile(entry) && entry.path().startsWith(root) && isOfSeal(entry.path())) {
                read(entry, context, histories);
            }
        });
        return new MhlSeal(context, histories, hasFurtherNames.get());
    }

    private static boolean isFile(PlannedEntry entry) {
        return entry.type() == EntryType.FILE || entry.type() == EntryType.HARD_LINK;
    }

    private static void addFolder(PlannedEntry entry, RawPath root, MhlHistories histories) throws SourceException {
        if (entry.type() == EntryType.DIRECTORY && !entry.path().equals(root)) {
            histories.addFolder(entry.path());
        } else if (root.equals(entry.path().parent())) {
            throw new SourceException(entry.path()
                    + " is not a folder, so there is no place for a seal; rename it, or export without one");
        }
    }

    private static void read(PlannedEntry entry, Context context, MhlHistories histories) throws IOException {
        try (InputStream in = context.open(entry)) {
            histories.read(entry.path(), in);
        } catch (UnreadableDocumentException e) {
            throw new SourceException("the ASC MHL history of this project cannot be continued: " + entry.path()
                    + " cannot be read, since " + e.getMessage() + "; repair it, exclude its folder, or export without"
                    + " a seal");
        }
    }

    @Override
    public SealCheck startCheck() {
        return new MhlCheck();
    }
}
