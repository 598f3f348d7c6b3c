package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * The XML of MLT, which melt, Kdenlive and Shotcut write: services with properties, of which some are paths, relative
 * to the attribute {@code root} of the document, else to its folder (MLT, "MLT XML", and {@code producer_xml.c}, {@code
 * on_end_producer}, {@code on_end_filter}). A producer that is itself such a document nests it.
 *
 * <p>If Kdenlive uses a proxy, {@code resource} is that, and the clip is in {@code kdenlive:originalurl}; Shotcut keeps
 * it in {@code shotcut:resource} while {@code shotcut:proxy} is 1 (Shotcut, "MLT XML Annotations"). Kdenlive's titles
 * are a document in a property, {@code xmldata}.
 */
final class MltHandler implements XmlDocument.Handler {
    static final Set<String> PRODUCERS = Set.of("producer", "chain");
    static final Set<String> OTHER_SERVICES =
            Set.of("filter", "transition", "link", "playlist", "tractor", "multitrack", "consumer");
    /** Producers whose resource is a colour, a text or a number. */
    private static final Set<String> OF_NO_FILE = Set.of(
            "color",
            "colour",
            "noise",
            "count",
            "tone",
            "hold",
            "pango",
            "qtext",
            "blipflash",
            "blank",
            "kdenlivetitle");

    /** Properties of filters and transitions that are paths. */
    static final List<String> PATHS = List.of(
            "resource",
            "luma",
            "luma.resource",
            "composite.luma",
            "producer.resource",
            "filter.resource",
            "av.file",
            "av.filename",
            "filename");

    static final Pattern SPEED = Pattern.compile("^[+-]?[0-9.]+:(?=.)");
    static final Pattern SERVICE = Pattern.compile("^(?:xml|xml-nogl|avformat|avformat-novalidate|plain):(?=.)");
    private static final Pattern SUFFIX = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");
    /** qimage and pixbuf take all files of a folder that have the suffix. */
    private static final String ALL = ".all.";

    /** Its resource is a document, whose path has percent escapes ({@code producer_xml.c}, {@code url_decode}). */
    private static final String NESTED = "xml";

    private static final String TITLE = ".kdenlivetitle";

    private final FoundReferences found;
    private final Deque<Map<String, String>> services = new ArrayDeque<>();
    private String property = "";
    private List<Path> roots;
    private @Nullable UnreadableDocumentException badTitle;

    MltHandler(FoundReferences found) {
        this.found = found;
        this.roots = found.folders(".");
    }

    @Override
    public void start(String name, Map<String, String> attributes) {
        if (PRODUCERS.contains(name) || OTHER_SERVICES.contains(name)) {
            services.push(new HashMap<>(attributes));
        } else if (name.equals("property")) {
            property = attributes.getOrDefault("name", "");
            put(attributes.getOrDefault("value", ""));
        } else if (services.isEmpty() && !attributes.getOrDefault("root", "").isBlank()) {
            roots = both(found.folders(attributes.getOrDefault("root", "")), roots);
        }
    }

    /** A project that was moved as a whole still has the root of the place where it was saved. */
    private static List<Path> both(List<Path> first, List<Path> second) {
        List<Path> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void put(String value) {
        if (!services.isEmpty() && !property.isEmpty() && !value.isEmpty()) {
            services.element().put(property, value);
        }
    }

    @Override
    public void end(String name, String text) throws UnreadableDocumentException {
        if (name.equals("property")) {
            put(text);
            property = "";
        } else if (PRODUCERS.contains(name) && !services.isEmpty()) {
            producer(services.pop());
        } else if (OTHER_SERVICES.contains(name) && !services.isEmpty()) {
            service(services.pop());
        } else if (services.isEmpty() && badTitle != null) {
            throw badTitle; // when everything else is read
        }
    }

    private void producer(Map<String, String> properties) throws UnreadableDocumentException {
        String service = properties.getOrDefault("mlt_service", "");
        String original = properties.getOrDefault("kdenlive:originalurl", "");
        if (properties.getOrDefault("shotcut:proxy", "").equals("1")) {
            original = properties.getOrDefault("shotcut:resource", original);
        }
        title(properties.getOrDefault("xmldata", ""));
        String resource = resource(properties, service);
        if (!original.isBlank()) {
            add(original, false, true);
        }
        if (!resource.isBlank() && isFile(resource, service)) {
            add(resource, service.startsWith(NESTED), original.isBlank() || resource.equals(original));
        }
    }

    private static boolean isFile(String resource, String service) {
        return resource.endsWith(TITLE)
                || !(OF_NO_FILE.contains(service)
                        || service.startsWith("frei0r.")
                        || OF_NO_FILE.contains(resource.substring(0, Math.max(0, resource.indexOf(':')))));
    }

    /** The file of a producer, without what stands around it: the speed of timewarp and framebuffer. */
    private static String resource(Map<String, String> properties, String service) {
        String resource = properties.getOrDefault("resource", properties.getOrDefault("src", ""));
        if (service.equals("timewarp")) {
            return properties.getOrDefault(
                    "warp_resource", SPEED.matcher(resource).replaceFirst(""));
        }
        int speed = service.equals("framebuffer") ? resource.lastIndexOf('?') : -1;
        return SERVICE.matcher(speed < 0 ? resource : resource.substring(0, speed))
                .replaceFirst("");
    }

    private void service(Map<String, String> properties) throws UnreadableDocumentException {
        for (String name : PATHS) {
            String value = properties.getOrDefault(name, "");
            boolean builtIn = value.startsWith("%"); // a luma
            if (!builtIn && SUFFIX.matcher(value).find()) {
                add(value, false, !isOfProgram(value));
            }
        }
    }

    /** Lumas that come with a program are there wherever the program is. */
    private static boolean isOfProgram(String path) {
        return path.contains("/lumas/");
    }

    private void add(String path, boolean escaped, boolean needed) throws UnreadableDocumentException {
        if (path.startsWith("#") || path.startsWith("<")) {
            return; // a colour, a producer
        }
        FoundReferences.Named named = found.named(path).below(roots);
        int all = path.indexOf(ALL);
        if (escaped) {
            named.path(PathText.unescaped(path)).path(path);
        } else if (path.startsWith("file:")) {
            named.url(path);
        } else if (all >= 0 && path.indexOf('/', all) < 0) {
            String folder = all == 0 ? "." : path.substring(0, all);
            named.frames(FramePattern.all(folder, path.substring(all + ALL.length() - 1)));
        } else {
            named.pathOrFrames(withoutBegin(path), FramePattern.PRINTF);
        }
        if (!needed) {
            named.notNeeded();
        }
        named.add();
    }

    /** The number of the first image may follow the path of a sequence: {@code image%04d.png?begin=5}. */
    private static String withoutBegin(String path) {
        int begin = path.lastIndexOf("?begin");
        return begin < 0 ? path : path.substring(0, begin);
    }

    private void title(String xml) throws UnreadableDocumentException {
        if (!xml.isBlank()) {
            try {
                XmlDocument.read(xml, root -> new TitleHandler(found, roots));
            } catch (UnreadableDocumentException e) {
                badTitle = e;
            }
        }
    }
}
