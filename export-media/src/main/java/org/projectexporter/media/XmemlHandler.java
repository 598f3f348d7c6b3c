package org.projectexporter.media;

import java.util.Map;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * The XML of Final Cut Pro 7, which Premiere Pro and DaVinci Resolve write too: the {@code pathurl} of each {@code
 * file} is a URL, mostly of the host {@code localhost} (Apple, Final Cut Pro XML Interchange Format, "pathurl").
 */
final class XmemlHandler implements XmlDocument.Handler {
    private final FoundReferences found;

    XmemlHandler(FoundReferences found) {
        this.found = found;
    }

    @Override
    public void start(String name, Map<String, String> attributes) {}

    @Override
    public void end(String name, String text) throws UnreadableDocumentException {
        if (name.equals("pathurl")) {
            found.url(text.strip());
        }
    }
}
