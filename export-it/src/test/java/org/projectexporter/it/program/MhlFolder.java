package org.projectexporter.it.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * An {@code ascmhl} folder, read by other code than the product's. Each manifest and chain file is required to have the
 * elements of the schemas {@code ASCMHL.xsd} and {@code ASCMHLDirectory.xsd}, in their order.
 */
public record MhlFolder(Path folder) {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    private static final List<String> HASHES = List.of("md5", "sha1", "c4", "xxh64", "xxh3", "xxh128");

    /** The folder {@code ascmhl} of a tree. */
    public static MhlFolder in(Path tree) {
        return new MhlFolder(tree.resolve("ascmhl"));
    }

    /** The names of the manifests, in order. */
    public List<String> manifests() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mhl"))
                    .sorted()
                    .toList();
        }
    }

    /** The root of a manifest, valid by the schema. */
    public Element manifest(int index) throws IOException {
        Element root = parse(folder.resolve(manifests().get(index)));
        assertThat(root.getNamespaceURI()).isEqualTo("urn:ASC:MHL:v2.0");
        assertThat(root.getAttribute("version")).isEqualTo("2.0");
        assertThat(String.join(" ", names(root))).matches("creatorinfo processinfo( hashes)?( references)?");
        assertThat(names(child(root, "creatorinfo"))).startsWith("creationdate", "hostname", "tool");
        assertThat(child(root, "creatorinfo", "creationdate").getTextContent()).isNotEmpty();
        assertThat(child(root, "creatorinfo", "tool").getAttribute("version")).isNotEmpty();
        assertThat(child(root, "processinfo", "process").getTextContent()).isEqualTo("in-place");
        assertThat(names(child(root, "processinfo"))).containsExactly("process", "roothash", "ignore");
        assertThat(patterns(index, root)).isNotEmpty();
        return root;
    }

    /** The last manifest. */
    public Element last() throws IOException {
        return manifest(manifests().size() - 1);
    }

    private static List<String> patterns(int index, Element root) {
        return texts(child(root, "processinfo", "ignore"), "pattern");
    }

    /** What a manifest ignores. */
    public List<String> patterns(int index) throws IOException {
        return patterns(index, manifest(index));
    }

    /** The files of a manifest: {@code path: kind action [kind action] [<- previous path]}. */
    public static List<String> files(Element manifest) {
        List<String> files = new ArrayList<>();
        for (Element hash : children(child(manifest, "hashes"), "hash")) {
            StringBuilder line = new StringBuilder();
            for (Element each : children(hash, null)) {
                if (each.getLocalName().equals("path")) {
                    assertThat(each.getAttribute("size")).matches("\\d+");
                    assertThat(each.getAttribute("lastmodificationdate")).matches(DATE);
                    line.append(each.getTextContent()).append(':');
                } else if (each.getLocalName().equals("previousPath")) {
                    line.append(" <- ").append(each.getTextContent());
                } else {
                    assertThat(HASHES).contains(each.getLocalName());
                    assertThat(each.getAttribute("hashdate")).matches(DATE);
                    line.append(' ').append(each.getLocalName()).append(' ').append(each.getAttribute("action"));
                }
            }
            files.add(line.toString());
        }
        return files;
    }

    /** The hashes of one kind by path. */
    public static Map<String, String> hashes(Element manifest, String kind) {
        Map<String, String> hashes = new TreeMap<>();
        for (Element hash : children(child(manifest, "hashes"), "hash")) {
            for (Element value : children(hash, kind)) {
                hashes.put(child(hash, "path").getTextContent(), value.getTextContent());
            }
        }
        return hashes;
    }

    /** The hashes of folders: {@code path content structure}; the folder of the history is {@code .}. */
    public static List<String> folders(Element manifest, String kind) {
        List<String> folders = new ArrayList<>();
        Element root = child(manifest, "processinfo", "roothash");
        folders.add(". " + child(root, "content", kind).getTextContent() + ' '
                + child(root, "structure", kind).getTextContent());
        for (Element folder : children(child(manifest, "hashes"), "directoryhash")) {
            assertThat(String.join(" ", names(folder))).matches("path content structure( previousPath)?");
            assertThat(child(folder, "path").getAttribute("lastmodificationdate"))
                    .matches(DATE);
            folders.add(child(folder, "path").getTextContent()
                    + ' '
                    + child(folder, "content", kind).getTextContent()
                    + ' '
                    + child(folder, "structure", kind).getTextContent());
        }
        return folders;
    }

    /** The folders that were renamed: {@code path <- previous path}. */
    public static List<String> renamedFolders(Element manifest) {
        List<String> renamed = new ArrayList<>();
        for (Element folder : children(child(manifest, "hashes"), "directoryhash")) {
            for (Element previous : children(folder, "previousPath")) {
                renamed.add(child(folder, "path").getTextContent() + " <- " + previous.getTextContent());
            }
        }
        return renamed;
    }

    /** The references to manifests of other histories, each required to have the right C4 identifier. */
    public List<String> references(Element manifest) throws IOException {
        List<String> paths = new ArrayList<>();
        for (Element reference : children(child(manifest, "references"), "hashlistreference")) {
            String path = child(reference, "path").getTextContent();
            assertThat(child(reference, "c4").getTextContent())
                    .isEqualTo(c4(Files.readAllBytes(folder.resolveSibling(path))));
            paths.add(path);
        }
        return paths;
    }

    /** Changes the last manifest, and its C4 identifier in the chain, as if another program had written it. */
    public void rewrite(UnaryOperator<String> change) throws IOException {
        Path manifest = folder.resolve(manifests().get(manifests().size() - 1));
        String before = Files.readString(manifest);
        String after = change.apply(before.replace(">Project Exporter<", ">another program<"));
        Files.writeString(manifest, after);
        Path chain = folder.resolve("ascmhl_chain.xml");
        Files.writeString(
                chain,
                Files.readString(chain)
                        .replace(
                                c4(before.getBytes(StandardCharsets.UTF_8)),
                                c4(after.getBytes(StandardCharsets.UTF_8))));
    }

    /** Requires that the chain has all manifests, with their C4 identifiers. */
    public void requireChain() throws IOException {
        Element chain = parse(folder.resolve("ascmhl_chain.xml"));
        assertThat(chain.getNamespaceURI()).isEqualTo("urn:ASC:MHL:DIRECTORY:v2.0");
        List<String> links = new ArrayList<>();
        for (Element link : children(chain, "hashlist")) {
            assertThat(names(link)).containsExactly("path", "c4");
            links.add(link.getAttribute("sequencenr")
                    + ' '
                    + child(link, "path").getTextContent()
                    + ' '
                    + child(link, "c4").getTextContent());
        }
        List<String> expected = new ArrayList<>();
        for (String name : manifests()) {
            expected.add(Integer.parseInt(name.substring(0, 4)) + " " + name + ' '
                    + c4(Files.readAllBytes(folder.resolve(name))));
        }
        assertThat(links).isEqualTo(expected);
    }

    /** The C4 identifier of some bytes: SMPTE ST 2114. */
    public static String c4(byte[] bytes) {
        try {
            BigInteger rest =
                    new BigInteger(1, MessageDigest.getInstance("SHA-512").digest(bytes));
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < 88; i++) {
                digits.append(DIGITS.charAt(rest.mod(BigInteger.valueOf(58)).intValue()));
                rest = rest.divide(BigInteger.valueOf(58));
            }
            return "c4" + digits.reverse();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Element parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(file.toFile());
            return document.getDocumentElement();
        } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && (name == null || element.getLocalName().equals(name))) {
                children.add(element);
            }
        }
        return children;
    }

    private static List<String> names(Element parent) {
        return children(parent, null).stream().map(Node::getLocalName).toList();
    }

    private static List<String> texts(Element parent, String name) {
        return children(parent, name).stream().map(Node::getTextContent).toList();
    }

    private static Element child(Element parent, String... path) {
        Element at = parent;
        for (String name : path) {
            List<Element> found = children(at, name);
            assertThat(found).as(name + " in " + at.getLocalName()).isNotEmpty();
            at = found.get(0);
        }
        return at;
    }
}
