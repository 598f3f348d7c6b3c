package org.projectexporter.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ImportResult.ByHand;
import org.projectexporter.ImportResult.Relinked;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;

/**
 * One document whose references are led to their targets. It is read again, by the rules of an export, and what it does
 * not have is not changed. To be run once.
 */
final class DocumentRelinking {
    private static final String ORIGINAL = ".original";
    private static final int LONGEST_NAME = 255;
    private static final int MOST_ORIGINALS = 1_000;
    private static final String OTHER_KIND = "only its own program can change a document of this kind";
    private static final String NOT_FOUND =
            "it does not have these references, or its format cannot express where the files are";
    private static final String NO_NAME = "there is no name for its original next to it";

    private final RawPath path;
    private final Map<String, Relinking.Target> targets;
    private final RestoredTree tree;
    private final Document document;
    private Relinking relinking;

    /**
     * A document.
     *
     * @param path its path in the archive
     * @param targets by references as it should have them
     */
    DocumentRelinking(
            RawPath path, Map<String, Relinking.Target> targets, RestoredTree tree, Document.Check cancellation) {
        this.path = path;
        this.targets = targets;
        this.tree = tree;
        Path folder = Objects.requireNonNull(tree.placeOf(path).getParent(), "a file is in a folder");
        this.document = new Document(folder, path.fileName(), this::open, cancellation);
        this.relinking = new Relinking(path, folder, Map.of(), Set.of());
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(tree.fileOf(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Changes it, and says what was changed and what was not; nothing if all references are right. */
    Optional<Relinked> run(int mostByHand) throws IOException {
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        String why = find();
        Optional<RawPath> original = Optional.empty();
        if (why.isEmpty() && !relinking.edits().isEmpty()) {
            original = write();
            why = original.isEmpty() ? NO_NAME : "";
        }
        boolean written = original.isPresent();
        List<ByHand> byHand = new ArrayList<>();
        int more = 0;
        for (Map.Entry<String, Relinking.Target> each : targets.entrySet()) {
            if (!relinking.isRight(each.getKey(), written) && byHand.size() < mostByHand) {
                byHand.add(new ByHand(each.getKey(), each.getValue().place()));
            } else if (!relinking.isRight(each.getKey(), written)) {
                more++;
            }
        }
        if (!written && byHand.isEmpty() && more == 0) {
            return Optional.empty();
        }
        String reason = byHand.isEmpty() && more == 0 ? "" : why.isEmpty() ? NOT_FOUND : why;
        return Optional.of(new Relinked(
                path.toString(),
                original.map(RawPath::toString),
                written ? relinking.changed() : 0,
                byHand,
                more == 0 ? reason : reason + "; and " + more + " more"));
    }

    /** Finds what to change; returns why nothing can be changed, or an empty text. */
    private String find() throws ExportCancelledException {
        DocumentFormat format = DocumentFormats.of(path.fileName());
        if (format == null) {
            return OTHER_KIND;
        }
        try {
            FoundReferences found = new FoundReferences(path, document.folder(), List.of());
            format.read(document, found);
            Map<String, Relinking.Target> known = new HashMap<>();
            Set<String> others = new HashSet<>();
            for (PlanSink.Reference reference : found.all()) {
                Relinking.Target target = targets.get(reference.written());
                if (target != null && target.isSequence() == (reference.frames() != null)) {
                    known.put(reference.written(), target);
                } else {
                    others.add(reference.written());
                }
            }
            relinking = new Relinking(path, document.folder(), known, others);
            if (format.relink(document, relinking)) {
                return "";
            }
            for (PlanSink.Reference reference : found.all()) {
                relinking.look(reference);
            }
            return OTHER_KIND;
        } catch (ExportCancelledException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // parsers throw others than those that they declare
            return MediaSource.why(e);
        }
    }

    /** Writes a new document in place of the old one; returns the name of the old one, or nothing if none is free. */
    private Optional<RawPath> write() throws IOException {
        if (!tree.keepsName(path)) {
            return Optional.empty();
        }
        try (FileChannel from = open()) {
            for (int i = 1; i <= MOST_ORIGINALS; i++) {
                RawPath kept = path.append(i == 1 ? ORIGINAL : ORIGINAL + "-" + i);
                if (kept.fileName().length() > LONGEST_NAME) {
                    return Optional.empty();
                }
                try {
                    tree.supersede(path, kept, to -> relinking.edits().copy(from, to));
                    return Optional.of(kept);
                } catch (FileAlreadyExistsException e) {
                    // never overwritten: the next name
                }
            }
        }
        return Optional.empty();
    }
}
