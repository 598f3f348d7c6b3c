package org.projectexporter.media;

import java.io.IOException;
import java.util.Set;

import org.projectexporter.media.parse.UnreadableDocumentException;

/** A kind of document. Stateless. */
interface DocumentFormat {
    /** The suffixes of its files, in lower case and without a dot. */
    Set<String> suffixes();

    /**
     * Reads a document, which may be anything, and adds what it names. What was added before a failure counts.
     *
     * @throws UnreadableDocumentException if it is not of this kind, or is beyond a limit; any other failure that is
     *     neither a cancellation nor a file that is gone means the same
     */
    void read(Document document, FoundReferences found) throws IOException;

    /**
     * Finds what to change in a document so that its references lead to their targets. It has been {@linkplain #read
     * read} before.
     *
     * @return whether documents of this kind can be changed
     * @throws UnreadableDocumentException if this one cannot; any other failure means the same
     */
    default boolean relink(Document document, Relinking relinking) throws IOException {
        return false;
    }
}
