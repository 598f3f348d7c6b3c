package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes the references of a document of MLT to paths relative to the document's folder, which is where they count
 * from if it has no attribute {@code root} ({@code producer_xml.c}, {@code qualify_property}). So that attribute is
 * removed. Kdenlive needs it, but takes the document's folder if the one that it names does not exist ({@code
 * documentchecker.cpp}): in its documents it becomes that folder. Relative paths whose targets are unknown counted from
 * the old one, and become absolute: they must not lead to another file that is by chance in the document's folder.
 */
final class MltRelinker implements XmlSpans.Visitor {
    private static final Set<String> SERVICES;

    static {
        SERVICES = new HashSet<>(MltHandler.PRODUCERS);
        SERVICES.addAll(MltHandler.OTHER_SERVICES);
    }

    /** Properties that are paths, with others that repeat one of them. */
    private static final Set<String> PATHS;

    static {
        PATHS = new HashSet<>(MltHandler.PATHS);
        PATHS.addAll(List.of("src", "warp_resource", "kdenlive:originalurl", "kdenlive:proxy", "shotcut:resource"));
    }

    /** Documents that MLT reads as producers: in their paths, it resolves percent escapes. */
    private static final Pattern NESTED = Pattern.compile("\\.(?:mlt|westley|kdenlive|xml)$", Pattern.CASE_INSENSITIVE);

    private static final String KDENLIVE = ".kdenlive";

    /** A relative path without a known target. */
    private record Unknown(XmlSpans.Value value, int at, String written) {}

    private final Relinking relinking;
    private final List<Unknown> unknown = new ArrayList<>();
    private String property = "";
    private boolean begun;
    private XmlSpans.@Nullable Value root;

    MltRelinker(Relinking relinking) {
        this.relinking = relinking;
    }

    @Override
    public void start(String element, Map<String, XmlSpans.Value> attributes) throws IOException {
        if (!begun) {
            root = attributes.get("root");
            begun = true;
        } else if (element.equals("property")) {
            XmlSpans.Value name = attributes.get("name");
            property = name == null ? "" : name.text();
            relink(property, attributes.get("value"));
        } else if (SERVICES.contains(element)) {
            for (Map.Entry<String, XmlSpans.Value> attribute : attributes.entrySet()) {
                relink(attribute.getKey(), attribute.getValue());
            }
        }
    }

    @Override
    public void end(String element, XmlSpans.@Nullable Value text) throws IOException {
        if (element.equals("property")) {
            relink(property, text);
            property = "";
        }
    }

    private void relink(String name, XmlSpans.@Nullable Value value) throws IOException {
        if (value == null) {
            return;
        }
        if (name.equals("xmldata")) {
            title(value);
        } else if (PATHS.contains(name)) {
            path(value);
        }
    }

    private void path(XmlSpans.Value value) {
        String all = value.text();
        for (String written : writtenIn(all)) {
            String text = relinking.textFor(written, ReferenceText.PATH);
            if (text != null) {
                int at = all.indexOf(written);
                String path = NESTED.matcher(text).find() ? text.replace("%", "%25") : text;
                relinking.replace(value, all.substring(0, at) + path + all.substring(at + written.length()), written);
            }
            if (relinking.target(written) != null) {
                return;
            }
        }
        writtenIn(all).stream()
                .filter(written -> relinking.isWithoutTarget(written)
                        && !PathText.isAbsolute(written)
                        && !PathText.isFileUrl(written))
                .findFirst()
                .ifPresent(written -> unknown.add(new Unknown(value, all.indexOf(written), written)));
    }

    /** The references that a value may stand for, as the collector has them. */
    private static List<String> writtenIn(String value) {
        List<String> written = new ArrayList<>(List.of(value));
        Matcher speed = MltHandler.SPEED.matcher(value);
        if (speed.find()) {
            written.add(value.substring(speed.end()));
        }
        Matcher service = MltHandler.SERVICE.matcher(value);
        if (service.find()) {
            written.add(value.substring(service.end()));
        }
        int parameter = value.lastIndexOf('?');
        if (parameter > 0) {
            written.add(value.substring(0, parameter));
        }
        return written;
    }

    /** A title is a document in this one. */
    private void title(XmlSpans.Value value) throws IOException {
        byte[] title = XmlText.decoded(value.raw(), value.kind());
        Relinking inner = relinking.within();
        XmlSpans.read(new ByteArrayInputStream(title), XmlRelinker.ofTitle(inner));
        List<TextEdits.Edit> edits = inner.edits().sorted();
        long[] decoded = edits.stream()
                .flatMap(edit -> List.of(edit.start(), edit.end()).stream())
                .mapToLong(Long::longValue)
                .toArray();
        int[] raw = XmlText.positions(value.raw(), value.kind(), decoded);
        for (int i = 0; i < edits.size(); i++) {
            String encoded = XmlText.encoded(edits.get(i).text(), value.kind());
            if (encoded == null) {
                return;
            }
            relinking.edits().replace(value.start() + raw[2 * i], value.start() + raw[2 * i + 1], encoded);
        }
        relinking.takes(inner);
    }

    /** To be called at the end. */
    void finish() {
        XmlSpans.Value saved = root;
        if (saved == null || !relinking.hasFound() || isRight(saved.text())) {
            return;
        }
        boolean kdenlive =
                relinking.document().toString().toLowerCase(Locale.ROOT).endsWith(KDENLIVE);
        String folder = XmlText.encoded(relinking.folder().toString(), XmlText.Kind.ATTRIBUTE);
        if (kdenlive && folder != null) {
            relinking.edits().replace(saved.start(), saved.end(), folder);
        } else {
            relinking.edits().replace(saved.before(), saved.end() + 1, "");
        }
        if (PathText.isAbsolute(saved.text())) {
            unknown.forEach(each -> makeAbsolute(each, saved.text()));
        }
    }

    private void makeAbsolute(Unknown each, String folder) {
        XmlSpans.Value value = each.value();
        String before = value.text().substring(0, each.at());
        String slash = folder.endsWith("/") ? "" : "/";
        String text = XmlText.encoded(before + folder + slash + value.text().substring(each.at()), value.kind());
        if (text != null) {
            relinking.edits().replace(value.start(), value.end(), text);
        }
    }

    private boolean isRight(String saved) {
        return new ReferenceText.Place(relinking.folder(), relinking.folder()).isOf(saved, false)
                && PathText.isAbsolute(saved);
    }
}
