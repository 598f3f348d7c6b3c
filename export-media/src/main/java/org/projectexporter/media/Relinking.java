package org.projectexporter.media;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.projectexporter.media.parse.JsonObjects;
import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;

/** The changes to one document that lead its references to where their targets are. */
final class Relinking {
    /**
     * The target of a reference.
     *
     * @param place where it will be; for a sequence, its folder
     * @param isSequence whether the last segment of the reference is the name of a sequence, which stays
     */
    record Target(Path place, boolean isSequence) {}

    private final RawPath document;
    private final Path folder;
    private final Map<String, Target> targets;
    private final Set<String> withoutTarget;
    private final TextEdits edits = new TextEdits();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> right = new HashSet<>();

    /**
     * The changes to a document.
     *
     * @param document its path in the archive
     * @param folder the folder that it will be in
     * @param targets by references as the document has them
     * @param withoutTarget the other references
     */
    Relinking(RawPath document, Path folder, Map<String, Target> targets, Set<String> withoutTarget) {
        this.document = document;
        this.folder = folder;
        this.targets = targets;
        this.withoutTarget = withoutTarget;
    }

    /** The path of the document in the archive. */
    RawPath document() {
        return document;
    }

    /** The folder that the document will be in. */
    Path folder() {
        return folder;
    }

    TextEdits edits() {
        return edits;
    }

    /** The target of a reference; null if it is unknown. */
    @Nullable
    Target target(String written) {
        return targets.get(written);
    }

    /** Whether a text is a reference whose target is unknown. */
    boolean isWithoutTarget(String written) {
        return withoutTarget.contains(written);
    }

    /**
     * Whether a reference leads to its target.
     *
     * @param written whether the changes have been made
     */
    boolean isRight(String reference, boolean written) {
        return right.contains(reference) || (written && changed.contains(reference));
    }

    /** Notices a reference that leads to its target already. */
    void look(PlanSink.Reference reference) {
        Target target = targets.get(reference.written());
        if (target != null
                && reference.paths().stream().anyMatch(path -> path.normalize().equals(target.place))) {
            right.add(reference.written());
        }
    }

    /** The number of references that lead elsewhere now. */
    int changed() {
        return changed.size();
    }

    /** Whether any reference to a target was found. */
    boolean hasFound() {
        return !changed.isEmpty() || !right.isEmpty();
    }

    /** What to write in place of a reference; null if it stays. To be {@linkplain #changes recorded} once written. */
    @Nullable
    String textFor(String written, ReferenceText text) {
        return textFor(written, written, text);
    }

    /**
     * The same, for a path within a reference.
     *
     * @param path the path; the caller keeps what is around it
     */
    @Nullable
    String textFor(String written, String path, ReferenceText text) {
        Target target = targets.get(written);
        if (target == null) {
            return null;
        }
        int slash = target.isSequence ? PathText.lastSlash(path) : path.length();
        String before = slash < 0 ? "." : path.substring(0, target.isSequence ? Math.max(1, slash) : slash);
        ReferenceText.Place place = new ReferenceText.Place(folder, target.place);
        if (place.isOf(before, text == ReferenceText.URL)) {
            right.add(written);
            return null;
        }
        String other = text.of(place, before);
        if (other == null || !target.isSequence) {
            return other;
        }
        String name = path.substring(slash + 1);
        return other.isEmpty() || other.endsWith("/") ? other + name : other + "/" + name;
    }

    /**
     * The folder that a sequence has to be led to; null if it is unknown, or the reference leads there already.
     *
     * @param before the folder as the document has it, as a URL or a path
     */
    ReferenceText.@Nullable Place folderOfSequence(String written, String before) {
        Target target = targets.get(written);
        if (target == null || !target.isSequence) {
            return null;
        }
        ReferenceText.Place place = new ReferenceText.Place(folder, target.place);
        if (place.isOf(before, true)) {
            right.add(written);
            return null;
        }
        return place;
    }

    /** A reference is a name, which is right wherever the file is. */
    void keeps(String written) {
        if (targets.containsKey(written)) {
            right.add(written);
        }
    }

    /** The changes to a document within this one. */
    Relinking within() {
        return new Relinking(document, folder, targets, withoutTarget);
    }

    /** Counts what was found in a document within this one. */
    void takes(Relinking inner) {
        changed.addAll(inner.changed);
        right.addAll(inner.right);
    }

    /** A reference leads to its target now. */
    void changes(String written) {
        changed.add(written);
    }

    /** Replaces a value of an XML document by a reference, if XML can express it. */
    void replace(XmlSpans.Value value, String text, String written) {
        String encoded = XmlText.encoded(text, value.kind());
        if (encoded != null) {
            edits.replace(value.start(), value.end(), encoded);
            changes(written);
        }
    }

    /** Replaces a string of a JSON document by a reference (RFC 8259, section 7). */
    void replace(JsonObjects.Value value, String text, String written) throws UnreadableDocumentException {
        if (value.start() < 0) {
            throw new UnreadableDocumentException("its text is not in UTF-8");
        }
        String quoted = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
        edits.replace(value.start(), value.end(), quoted);
        changes(written);
    }
}
