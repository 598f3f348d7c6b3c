package org.projectexporter.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * A title of Kdenlive: its images are the {@code url} of the {@code content} of an {@code item}, unless they are
 * embedded as {@code base64} (Kdenlive, {@code titledocument.cpp}). Fonts are named by family, not by file.
 */
final class TitleHandler implements XmlDocument.Handler {
    private final FoundReferences found;
    private final List<Path> bases;

    TitleHandler(FoundReferences found) {
        this(found, found.folders("."));
    }

    TitleHandler(FoundReferences found, List<Path> bases) {
        this.found = found;
        this.bases = bases;
    }

    @Override
    public void start(String name, Map<String, String> attributes) throws UnreadableDocumentException {
        String url = attributes.getOrDefault("url", "");
        if (name.equals("content") && attributes.getOrDefault("base64", "").isEmpty()) {
            found.named(url).below(bases).url(url).add();
        }
    }

    @Override
    public void end(String name, String text) {}
}
