package org.projectexporter.site;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups of links at the side of each page: those below the heading "More" of the README, where a word with a colon
 * begins a group.
 */
final class Navigation {
    private static final String HEADING = "More";
    private static final Pattern GROUP = Pattern.compile("(\\w+): $");

    /** A group; targets are as the README has them. */
    record Group(String name, List<Item> items) {}

    /** A link. */
    record Item(String text, String target) {}

    private Navigation() {}

    /** The groups, of which there is at least one. */
    static List<Group> of(Document readme) {
        List<Group> groups = new ArrayList<>();
        Node node = readme.root().getFirstChild();
        while (node != null && !(node instanceof Heading && Document.text(node).equals(HEADING))) {
            node = node.getNext();
        }
        if (node == null || node.getNext() == null) {
            throw new IllegalStateException("the README has nothing below the heading " + HEADING);
        }
        node.getNext().accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                Matcher group = GROUP.matcher(text.getLiteral());
                if (group.find()) {
                    groups.add(new Group(group.group(1), new ArrayList<>()));
                }
            }

            @Override
            public void visit(Link link) {
                groups.get(groups.size() - 1).items().add(new Item(Document.text(link), link.getDestination()));
            }
        });
        return groups;
    }
}
