package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.internal.layout.Bag;
import org.projectexporter.internal.names.GitPlace;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealCheck;
import org.projectexporter.spi.files.SealFormat;

/**
 * The seal {@code bagit}. It decides only whether a project can be a bag: the layout of the archive is that of
 * {@link Bag}, whose tag files have the checksums that every archive has, and follow all other entries.
 */
final class BagSeal implements SealFormat {
    @Override
    public String name() {
        return Bag.SEAL;
    }

    @Override
    public List<String> hashes() {
        return List.of(Bag.HASH);
    }

    @Override
    public boolean isOfSeal(RawPath path) {
        return false;
    }

    /** Refuses what the manifest of a bag, which lists files by names in UTF-8, cannot describe. */
    @Override
    public Seal begin(Context context) throws IOException {
        if (Bag.isTag(context.project())) {
            throw SourceException.withOption(
                    Reason.PROJECT_NAME_UNUSABLE,
                    "a bag has a file " + context.project() + " of its own; give the project another name",
                    "name",
                    null);
        }
        Obstacles obstacles = new Obstacles();
        context.visitPlanned(obstacles::visit);
        obstacles.requireNone();
        return new Unused();
    }

    /** What a bag cannot have, counted while the plan is read in tree order. */
    private static final class Obstacles {
        private final Kind links = new Kind("symbolic link");
        private final Kind emptyFolders = new Kind("empty folder");
        private final Kind names = new Kind("name that is not UTF-8", "names that are not UTF-8");
        private @Nullable RawPath folder;
        private boolean inGit;

        void visit(PlannedEntry entry) {
            RawPath path = entry.path();
            leave(path);
            if (entry.type() == EntryType.SYMBOLIC_LINK) {
                links.add(path);
            }
            if (!path.fileName().isUtf8()) {
                names.add(path);
            }
            folder = entry.type() == EntryType.DIRECTORY ? path : null;
        }

        /** A folder that is not followed by something in it is empty. */
        private void leave(@Nullable RawPath next) {
            if (folder != null && (next == null || !next.startsWith(folder))) {
                emptyFolders.add(folder);
                inGit |= GitPlace.isInGit(folder);
            }
        }

        void requireNone() throws SourceException {
            leave(null);
            List<String> found = new ArrayList<>();
            for (Kind kind : List.of(links, emptyFolders, names)) {
                if (kind.count > 0) {
                    found.add(kind.toString());
                }
            }
            if (!found.isEmpty()) {
                throw SourceException.withOption(
                        inGit ? Reason.SOURCE_UNSUPPORTED : Reason.FORMAT_LIMIT,
                        "the project cannot be a BagIt bag, whose manifest lists nothing but files: it has "
                                + String.join(", ", found)
                                + (inGit
                                        ? "; Git repositories have empty folders: export without the history"
                                        : "; leave them out, or export without this seal"),
                        inGit ? "includeHistory false" : "exclude",
                        null);
            }
        }
    }

    /** One kind of obstacle. */
    private static final class Kind {
        private final String one;
        private final String many;
        private long count;
        private @Nullable RawPath first;

        Kind(String one) {
            this(one, one + 's');
        }

        Kind(String one, String many) {
            this.one = one;
            this.many = many;
        }

        void add(RawPath path) {
            first = count++ == 0 ? path : first;
        }

        @Override
        public String toString() {
            return count == 1 ? "1 " + one + " (" + first + ")" : count + " " + many + " (the first is " + first + ")";
        }
    }

    /** It adds no files and no hashes of its own. */
    private static final class Unused implements Seal {
        @Override
        public boolean replaces(RawPath path) {
            return false;
        }

        @Override
        public @Nullable Digest digest(RawPath path) {
            return null;
        }

        @Override
        public void finish(Archived archived, Sink sink) {}
    }

    /** Never asked: the reader of the archive compares the tag files. */
    @Override
    public SealCheck startCheck() {
        throw new UnsupportedOperationException("a bag is checked when its archive is read");
    }
}
