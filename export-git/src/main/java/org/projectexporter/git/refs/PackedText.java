package org.projectexporter.git.refs;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.RawPath;

/** The text of a small file {@code packed-refs} (git-pack-refs(1)), to which refs are added. */
public final class PackedText {
    private final List<String> lines;
    private final IdFormat ids;

    private PackedText(List<String> lines, IdFormat ids) {
        this.lines = lines;
        this.ids = ids;
    }

    /** The text in these bytes, which are empty if there is no such file. */
    public static PackedText of(byte[] content, IdFormat ids) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return new PackedText(text.isEmpty() ? List.of() : List.of(text.split("\n")), ids);
    }

    /** The names of the refs in it. */
    public List<RawPath> names() {
        List<RawPath> names = new ArrayList<>();
        for (String line : lines) {
            RawPath name = name(line);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private @Nullable RawPath name(String line) {
        int end = ids.digits();
        boolean ref = line.length() > end + 1 && line.charAt(end) == ' ' && ids.isId(line.substring(0, end));
        return ref ? RawPath.of(line.substring(end + 1).getBytes(StandardCharsets.ISO_8859_1)) : null;
    }

    /**
     * The text with these refs, which replace others of the same name. It has no header, so that Git neither expects
     * the refs to be sorted nor relies on the ids of what tags point to ({@code create_snapshot} in its {@code
     * refs/packed-backend.c}).
     */
    public byte[] with(Map<RawPath, String> refs) {
        StringBuilder kept = new StringBuilder();
        boolean replaced = false;
        for (String line : lines) {
            RawPath name = name(line);
            replaced = name == null ? replaced && line.startsWith("^") : refs.containsKey(name);
            if (!replaced && !line.startsWith("#")) {
                kept.append(line).append('\n');
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(kept.toString().getBytes(StandardCharsets.ISO_8859_1));
        refs.forEach((name, id) -> {
            out.writeBytes((id + " ").getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(name.bytes());
            out.write('\n');
        });
        return out.toByteArray();
    }
}
