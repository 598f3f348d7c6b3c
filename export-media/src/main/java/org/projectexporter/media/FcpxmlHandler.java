package org.projectexporter.media;

import java.util.Map;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * Final Cut Pro's XML: the media of an {@code asset} are named by the {@code src} of its {@code media-rep}s, which are
 * {@code original-media} or {@code proxy-media}; before version 1.9 by its own {@code src}. A {@code locator} has the
 * {@code url} of other data. All are URLs; a relative one is relative to the document, also in a bundle {@code
 * .fcpxmld}, whose document is {@code Info.fcpxml} (Apple, FCPXML Reference: asset, media-rep, locator).
 */
final class FcpxmlHandler implements XmlDocument.Handler {
    private final FoundReferences found;

    FcpxmlHandler(FoundReferences found) {
        this.found = found;
    }

    @Override
    public void start(String name, Map<String, String> attributes) throws UnreadableDocumentException {
        switch (name) {
            case "asset" -> found.url(attributes.getOrDefault("src", ""));
            case "locator" -> found.url(attributes.getOrDefault("url", ""));
            case "media-rep" -> representation(attributes);
            default -> {}
        }
    }

    /** Final Cut Pro makes proxies again. */
    private void representation(Map<String, String> attributes) throws UnreadableDocumentException {
        String url = attributes.getOrDefault("src", "");
        FoundReferences.Named named = found.named(url).url(url);
        if (attributes.getOrDefault("kind", "").equals("proxy-media")) {
            named.notNeeded();
        }
        named.add();
    }

    @Override
    public void end(String name, String text) {}
}
