package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * Changes the references of Final Cut Pro's documents, of those of version 7, and of Kdenlive's titles. Final Cut Pro
 * takes URLs relative to the document (Apple, FCPXML Reference: media-rep); the others need absolute ones.
 */
final class XmlRelinker implements XmlSpans.Visitor {
    private static final Map<String, String> FCPXML = Map.of("asset", "src", "media-rep", "src", "locator", "url");
    private static final Map<String, String> TITLE = Map.of("content", "url");
    private static final String WITH_CONTENT = "base64";

    private final Relinking relinking;
    /** The attributes that are references, by element. */
    private final Map<String, String> attributes;
    /** The elements whose text is one. */
    private final Set<String> texts;

    private final ReferenceText style;

    private XmlRelinker(Relinking relinking, Map<String, String> attributes, Set<String> texts, ReferenceText style) {
        this.relinking = relinking;
        this.attributes = attributes;
        this.texts = texts;
        this.style = style;
    }

    static XmlRelinker ofFinalCut(Relinking relinking) {
        return new XmlRelinker(relinking, FCPXML, Set.of(), ReferenceText.URL);
    }

    static XmlRelinker ofFinalCut7(Relinking relinking) {
        return new XmlRelinker(relinking, Map.of(), Set.of("pathurl"), ReferenceText.ABSOLUTE);
    }

    static XmlRelinker ofTitle(Relinking relinking) {
        return new XmlRelinker(relinking, TITLE, Set.of(), ReferenceText.ABSOLUTE);
    }

    @Override
    public void start(String element, Map<String, XmlSpans.Value> values) {
        XmlSpans.Value value = values.get(attributes.getOrDefault(element, ""));
        XmlSpans.Value content = values.get(WITH_CONTENT);
        if (value != null && (content == null || content.raw().length == 0)) {
            relink(value, value.text());
        }
    }

    @Override
    public void end(String element, XmlSpans.@Nullable Value text) {
        if (text != null && texts.contains(element)) {
            relink(text, text.text().strip());
        }
    }

    private void relink(XmlSpans.Value value, String written) {
        String text = relinking.textFor(written, style);
        if (text != null) {
            relinking.replace(value, text, written);
        }
    }
}
