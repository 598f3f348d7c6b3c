package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

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
