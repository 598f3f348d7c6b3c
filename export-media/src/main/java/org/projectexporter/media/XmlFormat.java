package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/** Documents in XML, by their root element. A file {@code .xml} of another kind is passed over. */
final class XmlFormat implements DocumentFormat {
    private static final String GENERAL = ".xml";

    @Override
    public Set<String> suffixes() {
        return Set.of("fcpxml", "xml", "xmeml", "kdenlive", "mlt", "kdenlivetitle", "ardour");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        boolean general = isGeneral(document);
        AtomicBoolean known = new AtomicBoolean();
        try (InputStream in = document.open()) {
            XmlDocument.read(in, root -> {
                XmlDocument.Handler handler = handler(root, general, found);
                known.set(known.get() || handler != null);
                return handler;
            });
        } catch (UnreadableDocumentException e) {
            if (general && !known.get()) {
                return; // of another program, or of none
            }
            throw e;
        }
        if (!known.get() && !general) {
            throw new UnreadableDocumentException("it is XML of another kind");
        }
    }

    /** Not that of Ardour, whose sources are names in folders that the session lists. */
    @Override
    public boolean relink(Document document, Relinking relinking) throws IOException {
        String[] root = {""};
        try (InputStream in = document.open()) {
            XmlDocument.read(in, name -> {
                root[0] = name;
                return null;
            });
        }
        switch (root[0]) {
            case "fcpxml" -> visit(document, XmlRelinker.ofFinalCut(relinking));
            case "xmeml" -> visit(document, XmlRelinker.ofFinalCut7(relinking));
            case "kdenlivetitle" -> visit(document, XmlRelinker.ofTitle(relinking));
            case "mlt", "westley" -> {
                MltRelinker mlt = new MltRelinker(relinking);
                visit(document, mlt);
                mlt.finish();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void visit(Document document, XmlSpans.Visitor visitor) throws IOException {
        try (InputStream in = document.open()) {
            XmlSpans.read(in, visitor);
        }
    }

    private static boolean isGeneral(Document document) {
        return document.name().toString().toLowerCase(Locale.ROOT).endsWith(GENERAL);
    }

    private static XmlDocument.@Nullable Handler handler(String root, boolean general, FoundReferences found) {
        return switch (root) {
            case "fcpxml" -> new FcpxmlHandler(found);
            case "xmeml" -> new XmemlHandler(found);
            case "mlt", "westley" -> new MltHandler(found);
            case "kdenlivetitle" -> new TitleHandler(found);
            case "Session" -> general ? null : new ArdourHandler(found);
            default -> null;
        };
    }
}
