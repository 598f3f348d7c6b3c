package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.Reader;
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
final class XmlDocument {
    private static final int DEEPEST = 500;
    /** A title with embedded images has some million characters; longer text names no file. */
    private static final int LONGEST_TEXT = 16 << 20;

    /** Receives the elements of a document. */
    interface Handler {
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
    interface Handlers {
        /** The handler of a document with this root element; null if it is of another kind. */
        @Nullable
        Handler of(String root);
    }

    private final XMLStreamReader xml;
    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;

    private XmlDocument(XMLStreamReader xml) {
        this.xml = xml;
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
    static boolean read(InputStream in, Handlers handlers) throws UnreadableDocumentException {
        try {
            return new XmlDocument(factory().createXMLStreamReader(in)).read(handlers);
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    /** The same of text in memory. */
    static boolean read(Reader in, Handlers handlers) throws UnreadableDocumentException {
        try {
            return new XmlDocument(factory().createXMLStreamReader(in)).read(handlers);
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
