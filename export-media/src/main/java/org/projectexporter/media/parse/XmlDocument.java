package org.projectexporter.media.parse;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML without what makes it dangerous: no document type definition is processed, no entity but the five
 * predefined ones (XML 1.0, section 4.6) is resolved, nothing else is opened.
 */
public final class XmlDocument {
    private static final int DEEPEST = 500;
    /** A title with embedded images has some million characters; longer text names no file. */
    private static final int LONGEST_TEXT = 16 << 20;

    /** Receives the elements of a document. */
    public interface Handler {
        /** An element begins. */
        void start(String name, Map<String, String> attributes) throws UnreadableDocumentException;

        /**
         * An element ends.
         *
         * @param text its text after the last element in it; empty if it is too long
         */
        void end(String name, String text) throws UnreadableDocumentException;
    }

    /** Selects a handler. */
    @FunctionalInterface
    public interface Handlers {
        /** The handler of a document with this root element; null if it is of another kind. */
        @Nullable
        Handler of(String root);
    }

    /**
     * Counts what the parser reads for one event. It keeps a comment, an attribute or a CDATA section in memory as
     * a whole, and has no limit for them; of other text it passes on what it has.
     */
    private static final class EventInput extends FilterInputStream {
        private long passed;

        EventInput(InputStream in) {
            super(in);
        }

        void nextEvent() {
            passed = 0;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            passed(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            passed(Math.max(read, 0));
            return read;
        }

        private void passed(int bytes) throws UnreadableDocumentException {
            passed += bytes;
            if (passed > LONGEST_TEXT) {
                throw new UnreadableDocumentException("one of its parts has more than " + LONGEST_TEXT + " bytes");
            }
        }
    }

    private final XMLStreamReader xml;
    private final EventInput input;
    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;

    private XmlDocument(XMLStreamReader xml, EventInput input) {
        this.xml = xml;
        this.input = input;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLReporter((message, type, information, location) -> {}); // by default, on standard error
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not resolved");
        });
        return factory;
    }

    /**
     * Reads a document to its end, or to its root element if no handler wants it.
     *
     * @return whether it was of a wanted kind
     */
    public static boolean read(InputStream in, Handlers handlers) throws UnreadableDocumentException {
        EventInput input = new EventInput(in);
        try {
            return new XmlDocument(factory().createXMLStreamReader(input), input).read(handlers);
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    /** The same of text in memory, whatever encoding it declares. */
    public static boolean read(String document, Handlers handlers) throws UnreadableDocumentException {
        EventInput input = new EventInput(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
        try {
            String encoding = StandardCharsets.UTF_8.name();
            return new XmlDocument(factory().createXMLStreamReader(input, encoding), input).read(handlers);
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    /** The stream's own diagnosis, if that was the reason. */
    private static UnreadableDocumentException unreadable(XMLStreamException e) {
        for (Throwable cause = e.getNestedException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableDocumentException own) {
                return own;
            }
        }
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
        return new UnreadableDocumentException("it is not valid XML" + (line > 0 ? " (line " + line + ")" : ""));
    }

    private boolean read(Handlers handlers) throws XMLStreamException, UnreadableDocumentException {
        Handler handler = null;
        int depth = 0;
        while (xml.hasNext()) {
            input.nextEvent();
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    handler = handler == null ? handlers.of(xml.getLocalName()) : handler;
                    if (handler == null) {
                        return false;
                    }
                    if (++depth > DEEPEST) {
                        throw new UnreadableDocumentException("its elements are nested more than " + DEEPEST + " deep");
                    }
                    startText();
                    handler.start(xml.getLocalName(), attributes());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    end(handler);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> addText();
                default -> {} // comments, instructions, the document type, references to entities
            }
        }
        return true;
    }

    private void end(@Nullable Handler handler) throws UnreadableDocumentException {
        if (handler != null) {
            handler.end(xml.getLocalName(), tooLong ? "" : text.toString());
        }
        startText();
    }

    private void startText() {
        text.setLength(0);
        tooLong = false;
    }

    private void addText() {
        tooLong |= text.length() + xml.getTextLength() > LONGEST_TEXT;
        if (!tooLong) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return attributes;
    }
}
