package org.projectexporter.internal.exporting.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.layout.Bag;
import org.projectexporter.internal.layout.BagTags;
import org.projectexporter.spi.RawPath;

/** Writes the tag files of a bag to a folder, from which they are added to the archive. */
final class BagFiles {
    private BagFiles() {}

    /** A tag file, and where it was written. */
    record Tag(RawPath path, Path file) {}

    /**
     * Writes them.
     *
     * @param ledger has all files of the payload, and perhaps some of the tag files
     * @param folder an existing folder, in which no name begins with {@code bag-}
     */
    static List<Tag> write(Ledger ledger, Instant exportedAt, Path folder) throws IOException {
        Path manifest = folder.resolve("bag-manifest");
        BagTags.Finished finished;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(manifest), 1 << 16)) {
            BagTags tags = new BagTags(out);
            ledger.sums().visit((sha256, path, size) -> {
                if (!Bag.isTag(path)) {
                    tags.add(sha256, path, size);
                }
            });
            finished = tags.finish(exportedAt);
        }
        List<Tag> written = new ArrayList<>();
        for (RawPath path : Bag.TAGS) {
            Path file = path.equals(Bag.MANIFEST) ? manifest : folder.resolve("bag-" + path);
            if (!path.equals(Bag.MANIFEST)) {
                Files.write(file, finished.content(path));
            }
            written.add(new Tag(path, file));
        }
        return written;
    }
}
