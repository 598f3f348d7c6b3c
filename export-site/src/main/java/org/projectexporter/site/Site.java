package org.projectexporter.site;

import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the documents of a checkout as HTML: {@code Site CHECKOUT TARGET}. The pages are those to which links lead
 * from the README, and files that documents link or show are copied. A link to nothing ends it with an error. The pages
 * load nothing from elsewhere, and have no scripts.
 */
public final class Site {
    private static final String README = "README.md";
    private static final String STYLE = "style.css";

    private final Path checkout;
    private final Path target;
    /** By their paths below the checkout; a folder without a README is a list of its documents. */
    private final Map<Path, Document> documents = new TreeMap<>();

    private final Set<Path> files = new TreeSet<>();
    private final Deque<Path> unread = new ArrayDeque<>();

    private Site(Path checkout, Path target) {
        this.checkout = checkout.toAbsolutePath().normalize();
        this.target = target;
    }

    /**
     * Writes the site.
     *
     * @param arguments the folder of the checkout, and the folder to write to
     * @throws IOException if a document cannot be read, or a page cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        new Site(Path.of(arguments[0]), Path.of(arguments[1])).write();
    }

    private void write() throws IOException {
        Document readme = document(Path.of(README));
        while (!unread.isEmpty()) {
            follow(unread.remove());
        }
        List<Navigation.Group> navigation = Navigation.of(readme);
        documents.values().forEach(document -> document.links().forEach(Site::unlinkFolders));
        for (Map.Entry<Path, Document> entry : documents.entrySet()) {
            writePage(entry.getKey(), entry.getValue(), navigation);
        }
        for (Path file : files) {
            Path copy = target.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(checkout.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        try (InputStream style = Site.class.getResourceAsStream(STYLE)) {
            if (style == null) {
                throw new IllegalStateException("no " + STYLE);
            }
            Files.copy(style, target.resolve(STYLE), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Reads a document, or lists those of a folder, when it is first linked. */
    private Document document(Path path) throws IOException {
        Document known = documents.get(path);
        if (known != null) {
            return known;
        }
        Path file = checkout.resolve(path);
        Document read = Files.isDirectory(file) ? listOf(file) : Document.read(file);
        documents.put(path, read);
        unread.add(path);
        return read;
    }

    /** A page for a folder of documents. */
    private static Document listOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder text = new StringBuilder("# Decisions\n\n");
            for (Path file : files.filter(Site::isMarkdown).sorted().toList()) {
                text.append("- [" + Document.read(file).title() + "](" + file.getFileName() + ")\n");
            }
            return Document.parse(text.toString());
        }
    }

    private static boolean isMarkdown(Path file) {
        return file.toString().endsWith(".md");
    }

    /** Adds what a document links and shows, and makes its links lead to the pages. */
    private void follow(Path path) throws IOException {
        Document document = document(path);
        for (Link link : document.links()) {
            link.setDestination(resolved(path, document, link.getDestination()));
        }
        for (Image image : document.images()) {
            resolved(path, document, image.getDestination());
        }
    }

    private String resolved(Path path, Document document, String destination) throws IOException {
        if (destination.matches("[a-z]+:.*")) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        String anchor = parts.length == 1 ? "" : "#" + parts[1];
        if (parts[0].isEmpty()) {
            requireAnchor(path, document, destination, parts[1]);
            return destination;
        }
        Path folder = Files.isDirectory(checkout.resolve(path)) ? path : folderOf(path);
        Path linked = folder.resolve(parts[0]).normalize();
        Path file = checkout.resolve(linked);
        if (!Files.exists(file) || linked.startsWith("..")) {
            throw new IllegalStateException(path + " links to nothing: " + destination);
        }
        if (Files.isDirectory(file)) {
            linked = Files.exists(file.resolve(README)) ? linked.resolve(README) : linked;
            file = checkout.resolve(linked);
        }
        if (Files.isDirectory(file) && !containsDocuments(file)) {
            return ""; // sources, which are not part of the site
        }
        if (Files.isRegularFile(file) && !isMarkdown(file)) {
            files.add(linked);
            return destination;
        }
        Document other = document(linked);
        if (parts.length == 2) {
            requireAnchor(path, other, destination, parts[1]);
        }
        return relative(path, pageOf(linked)) + anchor;
    }

    private static void requireAnchor(Path path, Document document, String destination, String anchor) {
        if (!document.anchors().contains(anchor)) {
            throw new IllegalStateException(path + " links to nothing: " + destination);
        }
    }

    private static boolean containsDocuments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(Site::isMarkdown);
        }
    }

    private static Path folderOf(Path path) {
        return path.getParent() == null ? Path.of("") : path.getParent();
    }

    /** Where the page of a document or folder is. */
    private Path pageOf(Path path) {
        if (Files.isDirectory(checkout.resolve(path))) {
            return path.resolve("index.html");
        }
        String name = path.getFileName().toString();
        String page = name.equals(README) ? "index.html" : name.replaceFirst("\\.md$", ".html");
        return path.resolveSibling(page);
    }

    /** The path of a page from that of another document. */
    private String relative(Path from, Path page) {
        return folderOf(pageOf(from)).relativize(page).toString();
    }

    /** What led to a folder of sources becomes text. */
    private static void unlinkFolders(Link link) {
        if (link.getDestination().isEmpty()) {
            Node child = link.getFirstChild();
            while (child != null) {
                Node next = child.getNext();
                link.insertBefore(child);
                child = next;
            }
            link.unlink();
        }
    }

    private void writePage(Path path, Document document, List<Navigation.Group> navigation) throws IOException {
        Path page = target.resolve(pageOf(path));
        Files.createDirectories(page.getParent());
        String home = relative(path, Path.of("index.html"));
        String text = String.format(
                Locale.ROOT,
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy"
                  content="default-src 'none'; style-src 'self'; img-src 'self'">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <nav aria-label="Documents">
                <a class="home" href="%s">Project Exporter</a>
                %s</nav>
                <main>
                %s</main>
                </body>
                </html>
                """,
                escaped(document.title()),
                relative(path, Path.of(STYLE)),
                home,
                navigation.stream().map(group -> html(path, group)).collect(Collectors.joining()),
                document.html());
        Files.writeString(page, text);
    }

    /** The README's links have been resolved by now: they lead from the root of the site. */
    private String html(Path path, Navigation.Group group) {
        StringBuilder html = new StringBuilder("<h2>" + escaped(group.name()) + "</h2>\n<ul>\n");
        for (Navigation.Item item : group.items()) {
            Path page = Path.of(item.target());
            String current = page.equals(pageOf(path)) ? " aria-current=\"page\"" : "";
            html.append("<li><a href=\"" + escaped(relative(path, page)) + "\"" + current + ">" + escaped(item.text())
                    + "</a></li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
