package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.PlanSink.Frames;
import org.projectexporter.spi.RawPath;

/**
 * What the structs of a file of Blender name: libraries, images, clips, sounds, fonts, volumes, caches, and the strips
 * of the sequencer. A path that begins with two slashes is relative to the file. What is packed is in the file. Fields
 * are named as in the file, which keeps the names of the first version that had them (Blender, {@code DNA_*_types.h},
 * {@code dna_rename_defs.h}, {@code bpath.cc}). In 2.8, {@code filepath} of a library is its {@code name} made absolute
 * on the machine that saved it.
 */
final class BlendReferences implements BlendBlocks.Visitor {
    private static final List<String> PATH_FIELDS = List.of("name", "filepath");

    /** Structs that name a file, and the fields that do so: the first one that the struct has. */
    private static final Map<String, List<String>> FILES = Map.ofEntries(
            Map.entry("Library", PATH_FIELDS),
            Map.entry("Image", PATH_FIELDS),
            Map.entry("MovieClip", PATH_FIELDS),
            Map.entry("bSound", PATH_FIELDS),
            Map.entry("VFont", PATH_FIELDS),
            Map.entry("Volume", PATH_FIELDS),
            Map.entry("CacheFile", PATH_FIELDS),
            Map.entry("CacheFileLayer", PATH_FIELDS),
            Map.entry("MeshCacheModifierData", PATH_FIELDS),
            Map.entry("NodeShaderTexIES", PATH_FIELDS),
            Map.entry("NodeShaderScript", PATH_FIELDS),
            Map.entry("CustomDataExternal", List.of("filename")),
            Map.entry("Brush", List.of("icon_filepath")));

    /** Structs that name the folder of a cache, which Blender can compute again: a field, and folders in it. */
    private static final Map<String, List<String>> CACHES = Map.of(
            "OceanModifierData", List.of("cachepath", ""),
            "PointCache", List.of("path", ""),
            "FluidDomainSettings",
                    List.of("cache_directory", "/config", "/data", "/guiding", "/mesh", "/noise", "/particles"));

    /** Its path is elsewhere in the file, as is its content: the file that it was read from may be missing. */
    private static final String TEXT = "Text";

    private static final String ICON_OWNER = "Brush";
    private static final Set<String> WITH_MODE = Set.of("NodeShaderTexIES", "NodeShaderScript");
    /** NODE_IES_EXTERNAL and NODE_SCRIPT_EXTERNAL: otherwise a text in the file is used. */
    private static final int EXTERNAL = 1;
    /** IMA_SRC_GENERATED and IMA_SRC_VIEWER: not from a file, but may have the path of one to be saved. */
    private static final Set<Long> NOT_FROM_FILES = Set.of(4L, 5L);

    private static final String STRIP = "Strip";
    private static final String STRIP_SINCE_5 = "StripData";
    private static final String ELEMENT = "StripElem";
    private static final String BUILTIN = "<builtin>";
    private static final String RELATIVE = "//";
    /** Of Image, IMA_SRC_SEQUENCE; of MovieClip, MCLIP_SRC_SEQUENCE. */
    private static final Map<String, Integer> SEQUENCE = Map.of("Image", 2, "MovieClip", 1);

    /** FILE_MAX is 1,024. */
    private static final int LONGEST = 4_096;

    private static final int MOST_STRIPS = 1_000_000;

    private static final Pattern UDIM = Pattern.compile("<UDIM>");
    private static final Pattern LAST_NUMBER = Pattern.compile("^(.*?)([0-9]{1,18})([^0-9]*)$");

    private final BlendTable table;
    private final FoundReferences found;
    private final Set<Long> textPaths = new HashSet<>();
    private final Map<Long, String> foldersOfElements = new HashMap<>();
    private final Map<Long, List<String>> elements = new LinkedHashMap<>();
    private int strips;

    BlendReferences(BlendTable table, FoundReferences found) {
        this.table = table;
        this.found = found;
    }

    @Override
    public boolean wants(String struct, long address) {
        return FILES.containsKey(struct)
                || CACHES.containsKey(struct)
                || textPaths.contains(address)
                || struct.equals(TEXT)
                || struct.equals(STRIP)
                || struct.equals(STRIP_SINCE_5)
                || struct.equals(ELEMENT);
    }

    @Override
    public void block(String name, long address, ByteBuffer content) throws IOException {
        if (textPaths.remove(address)) {
            file(textAt(content, 0, content.limit()), false, false);
            return;
        }
        BlendTable.Struct struct = table.struct(name);
        if (struct == null || struct.bytes() == 0) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (int at = 0; at + struct.bytes() <= content.limit(); at += struct.bytes()) {
            ByteBuffer one = content.slice(at, struct.bytes()).order(content.order());
            switch (name) {
                case STRIP, STRIP_SINCE_5 -> strip(struct, one);
                case ELEMENT -> names.add(text(struct, one, List.of("filename", "name")));
                case TEXT -> textPath(number(struct, one, "name"), number(struct, one, "filepath"));
                default -> {
                    named(struct, one);
                    cache(struct, one);
                }
            }
        }
        if (name.equals(ELEMENT)) {
            elements.put(address, names);
        }
        strips += names.size() + 1;
        if (strips > MOST_STRIPS) {
            throw new UnreadableDocumentException("it has more than " + MOST_STRIPS + " strips and images of strips");
        }
    }

    /** Its path follows in a block of its own, at one of these addresses; an internal text has none. */
    private void textPath(long name, long filepath) throws IOException {
        if (name != 0 || filepath != 0) {
            textPaths.add(name == 0 ? filepath : name);
        }
        if (textPaths.size() > FoundReferences.MOST) {
            throw new UnreadableDocumentException("it has more than " + FoundReferences.MOST + " texts");
        }
    }

    private void strip(BlendTable.Struct struct, ByteBuffer one) {
        long elementsAt = number(struct, one, "stripdata");
        if (elementsAt != 0) {
            foldersOfElements.put(elementsAt, text(struct, one, List.of("dirpath", "dir")));
        }
    }

    private void named(BlendTable.Struct struct, ByteBuffer one) throws IOException {
        String path = text(struct, one, FILES.getOrDefault(struct.name(), List.of()));
        boolean packed = number(struct, one, "packedfile") != 0 || number(struct, one, "packedfiles") != 0;
        long source = number(struct, one, "source");
        boolean image = struct.name().equals("Image");
        if (path.isEmpty() || path.equals(BUILTIN) || packed || (image && NOT_FROM_FILES.contains(source))) {
            return;
        }
        Integer sequence = SEQUENCE.get(struct.name());
        boolean isSequence = (sequence != null && source == sequence) || number(struct, one, "is_sequence") != 0;
        boolean unused = WITH_MODE.contains(struct.name()) && number(struct, one, "mode") != EXTERNAL;
        file(path, isSequence, !unused && !struct.name().equals(ICON_OWNER));
    }

    private void file(String written, boolean isSequence, boolean needed) throws IOException {
        String path = withoutSlashes(written);
        FoundReferences.Named named = found.named(written);
        Matcher number = LAST_NUMBER.matcher(nameOf(path));
        if (UDIM.matcher(path).find()) {
            named.pathOrFrames(path, FramePattern.UDIM);
        } else if (isSequence && number.matches()) {
            named.path(folderOf(path)).frames(frames(number, null));
        } else {
            named.path(path);
        }
        (needed ? named : named.notNeeded()).add();
    }

    /** All files of the folders of a cache. */
    private void cache(BlendTable.Struct struct, ByteBuffer one) throws IOException {
        List<String> folders = CACHES.getOrDefault(struct.name(), List.of());
        String path = folders.isEmpty() ? "" : text(struct, one, folders.subList(0, 1));
        for (String folder : path.isEmpty() ? List.<String>of() : folders.subList(1, folders.size())) {
            found.named(path + folder)
                    .frames(FramePattern.all(withoutSlashes(path + folder), ""))
                    .notNeeded()
                    .add();
        }
    }

    private static Frames frames(Matcher number, Frames.@Nullable Range range) {
        String digits = number.group(2);
        return new Frames(
                RawPath.of(number.group(1)),
                digits.startsWith("0") ? digits.length() : 1,
                RawPath.of(number.group(3)),
                range);
    }

    /** Adds the strips; their elements may be before or after them. An image strip has an element for each image. */
    void addStrips() throws IOException {
        for (Map.Entry<Long, List<String>> strip : elements.entrySet()) {
            String folder = foldersOfElements.get(strip.getKey());
            List<String> names = strip.getValue();
            if (folder == null) {
                continue;
            }
            String before = folder.isEmpty() || folder.endsWith("/") || folder.endsWith("\\") ? folder : folder + "/";
            Matcher sequence = names.size() > 1 ? sequence(names) : null;
            if (sequence != null) {
                sequence(before, sequence, names.size());
                continue;
            }
            for (String name : names) {
                if (!name.isEmpty()) {
                    found.named(before + name)
                            .path(withoutSlashes(before + name))
                            .add();
                }
            }
        }
    }

    /** The first name, if the others differ from it by consecutive numbers only; else null. */
    private static @Nullable Matcher sequence(List<String> names) {
        Matcher first = LAST_NUMBER.matcher(names.get(0));
        if (!first.matches()) {
            return null;
        }
        long number = Long.parseLong(first.group(2));
        int digits = first.group(2).length();
        for (int i = 1; i < names.size(); i++) {
            String expected =
                    first.group(1) + String.format(Locale.ROOT, "%0" + digits + "d", number + i) + first.group(3);
            if (!names.get(i).equals(expected)) {
                return null;
            }
        }
        return first;
    }

    private void sequence(String folder, Matcher first, int count) throws IOException {
        long number = Long.parseLong(first.group(2));
        Frames.Range range = new Frames.Range(number, number + count - 1, 1, true);
        String written = folder + first.group(1) + "#".repeat(first.group(2).length()) + first.group(3);
        String path = withoutSlashes(folder);
        found.named(written)
                .path(path.isEmpty() ? "." : path)
                .frames(frames(first, range))
                .add();
    }

    private static String withoutSlashes(String path) {
        return path.startsWith(RELATIVE) ? path.substring(RELATIVE.length()) : path;
    }

    private static int lastSlash(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    }

    private static String nameOf(String path) {
        return path.substring(lastSlash(path) + 1);
    }

    private static String folderOf(String path) {
        int slash = lastSlash(path);
        return slash < 0 ? "." : path.substring(0, Math.max(1, slash));
    }

    /** The text of the first of the fields that the struct has. */
    private static String text(BlendTable.Struct struct, ByteBuffer one, List<String> names) {
        for (String name : names) {
            BlendTable.Field field = struct.fields().get(name);
            if (field != null && !field.pointer()) {
                return textAt(one, field.offset(), field.bytes());
            }
        }
        return "";
    }

    private static String textAt(ByteBuffer content, int offset, int most) {
        int length = 0;
        while (length < Math.min(most, LONGEST) && content.get(offset + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        content.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The number in a field, or the first one in it; 0 if the struct has no such field. */
    private static long number(BlendTable.Struct struct, ByteBuffer one, String name) {
        BlendTable.Field field = struct.fields().get(name);
        if (field == null) {
            return 0;
        }
        return switch (field.bytes()) {
            case 1 -> one.get(field.offset());
            case 2 -> one.getShort(field.offset());
            case 4 -> one.getInt(field.offset()) & 0xffff_ffffL;
            default -> one.getLong(field.offset());
        };
    }
}
