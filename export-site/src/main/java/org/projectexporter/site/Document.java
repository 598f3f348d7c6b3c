package org.projectexporter.site;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A document in Markdown, with the anchors that GitHub gives to its headings. */
final class Document {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Node root;
    /** The ids of headings, in order. */
    private final Map<Heading, String> anchors = new LinkedHashMap<>();

    private Document(Node root) {
        this.root = root;
        Map<String, Integer> used = new HashMap<>();
        eachHeading(heading -> {
            String plain = anchorOf(text(heading));
            int before = used.merge(plain, 1, Integer::sum) - 1;
            anchors.put(heading, before == 0 ? plain : plain + "-" + before);
        });
    }

    static Document read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Document parse(String markdown) {
        return new Document(Parser.builder().extensions(EXTENSIONS).build().parse(markdown));
    }

    /** Lower case, without punctuation, hyphens for blanks. */
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    Node root() {
        return root;
    }

    Set<String> anchors() {
        return Set.copyOf(anchors.values());
    }

    /** The text of the first heading. */
    String title() {
        return anchors.keySet().stream().findFirst().map(Document::text).orElse("");
    }

    /** The text of a node, without its markup. */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak part) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    private void eachHeading(Consumer<Heading> consumer) {
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                consumer.accept(heading);
            }
        });
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link);
                visitChildren(link);
            }
        });
        return links;
    }

    List<Image> images() {
        List<Image> images = new ArrayList<>();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                images.add(image);
            }
        });
        return images;
    }

    /** As HTML, for the body of a page; HTML in the document is shown as text. */
    String html() {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading heading && anchors.containsKey(heading)) {
                        attributes.put("id", anchors.get(heading));
                    }
                })
                .build()
                .render(root);
    }
}
