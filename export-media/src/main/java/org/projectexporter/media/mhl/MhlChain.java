package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * The chain file of ASC MHL: the manifests of a history with their C4 identifiers, which show whether one of them was
 * changed. Source: {@code ASCMHLDirectory.xsd}.
 */
record MhlChain(List<Link> links) {
    /** A chain without a manifest. */
    static final MhlChain EMPTY = new MhlChain(List.of());

    private static final int MOST_LINKS = 100_000;
    private static final String NAMESPACE = "urn:ASC:MHL:DIRECTORY:v2.0";

    /**
     * A manifest of the chain.
     *
     * @param generation its number, as the chain has it
     * @param name the name of its file
     */
    record Link(String generation, String name, String c4) {}

    MhlChain {
        links = List.copyOf(links);
    }

    /** Reads a chain file; does not close the stream. */
    static MhlChain read(InputStream in) throws IOException {
        Reader reader = new Reader();
        if (!XmlDocument.read(in, root -> root.equals("ascmhldirectory") ? reader : null)) {
            throw new UnreadableDocumentException("it is not a chain file of ASC MHL");
        }
        return new MhlChain(reader.links);
    }

    /** The identifier of a manifest; null if it is not in the chain. */
    @Nullable
    String c4Of(String name) {
        for (Link link : links) {
            if (link.name.equals(name)) {
                return link.c4;
            }
        }
        return null;
    }

    /** The highest number of a generation in it; 0 if it has none. */
    int last() {
        return links.stream()
                .mapToInt(link -> Math.max(MhlNames.generation(link.name), numberOf(link.generation)))
                .max()
                .orElse(0);
    }

    private static int numberOf(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** This chain with one more manifest. */
    MhlChain with(Link link) {
        List<Link> all = new ArrayList<>(links);
        all.add(link);
        return new MhlChain(all);
    }

    /** Writes it. */
    void write(OutputStream out) throws IOException {
        MhlXml xml = new MhlXml(out);
        xml.start("ascmhldirectory", "xmlns", NAMESPACE);
        for (Link link : links) {
            xml.start("hashlist", "sequencenr", link.generation);
            xml.text("path", link.name);
            xml.text("c4", link.c4);
            xml.end("hashlist");
        }
        xml.end("ascmhldirectory");
    }

    private static final class Reader implements XmlDocument.Handler {
        private final List<Link> links = new ArrayList<>();
        private String generation = "";
        private String path = "";
        private String c4 = "";

        @Override
        public void start(String name, Map<String, String> attributes) {
            if (name.equals("hashlist")) {
                generation = attributes.getOrDefault("sequencenr", "");
                path = "";
                c4 = "";
            }
        }

        @Override
        public void end(String name, String text) throws UnreadableDocumentException {
            switch (name) {
                case "path" -> path = text;
                case "c4" -> c4 = text.strip();
                case "hashlist" -> {
                    if (links.size() == MOST_LINKS) {
                        throw new UnreadableDocumentException("it has more than " + MOST_LINKS + " manifests");
                    }
                    links.add(new Link(generation, path, c4));
                }
                default -> {}
            }
        }
    }
}
