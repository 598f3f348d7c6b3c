package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.media.parse.UnreadableDocumentException;

/**
 * The structs of a file of Blender and where their fields are, from its block {@code DNA1}: {@code SDNA}, {@code NAME}
 * with the number of names and the names, {@code TYPE} likewise, {@code TLEN} with the size of each type in 16 bits,
 * {@code STRC} with the structs: type, number of fields, and type and name of each field, in 16 bits each. Each part
 * begins at a multiple of four bytes (Blender, {@code dna_genfile.cc}). A name has the stars of a pointer before it,
 * and the sizes of an array behind it.
 */
final class BlendTable {
    private static final int PART = 4;
    /** Indexes have 16 bits. */
    private static final int MOST = 1 << 16;

    /**
     * A field.
     *
     * @param offset its first byte in the struct
     * @param bytes its size
     * @param pointer whether it is one
     */
    record Field(int offset, int bytes, boolean pointer) {}

    /** A struct. */
    record Struct(String name, int bytes, Map<String, Field> fields) {}

    private final List<Struct> structs = new ArrayList<>();
    private final Map<String, Struct> byName = new HashMap<>();

    private BlendTable() {}

    /** Reads the table. Any damage ends in an exception: {@code ByteBuffer} and {@code List} check their bounds. */
    static BlendTable of(ByteBuffer block, int pointerBytes) throws UnreadableDocumentException {
        require(block, "SDNA");
        require(block, "NAME");
        List<String> names = texts(block);
        require(block, "TYPE");
        List<String> types = texts(block);
        require(block, "TLEN");
        int[] sizes = new int[types.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = block.getShort() & 0xffff;
        }
        align(block);
        require(block, "STRC");
        BlendTable table = new BlendTable();
        int count = Math.min(MOST, block.getInt());
        for (int i = 0; i < count; i++) {
            table.add(block, names, types, sizes, pointerBytes);
        }
        return table;
    }

    private static void require(ByteBuffer block, String part) throws UnreadableDocumentException {
        byte[] name = new byte[PART];
        block.get(name);
        if (!part.equals(new String(name, StandardCharsets.ISO_8859_1))) {
            throw new UnreadableDocumentException("the table of its structs is damaged");
        }
    }

    private static void align(ByteBuffer block) {
        block.position((block.position() + PART - 1) / PART * PART);
    }

    private static List<String> texts(ByteBuffer block) throws UnreadableDocumentException {
        List<String> texts = new ArrayList<>();
        int count = block.getInt();
        if (count > MOST) {
            throw new UnreadableDocumentException("the table of its structs is damaged");
        }
        for (int i = 0; i < count; i++) {
            int start = block.position();
            while (block.get() != 0) {
                // to the end of the text
            }
            byte[] text = new byte[block.position() - 1 - start];
            block.get(start, text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        align(block);
        return texts;
    }

    private void add(ByteBuffer block, List<String> names, List<String> types, int[] sizes, int pointerBytes) {
        int type = block.getShort() & 0xffff;
        int count = block.getShort() & 0xffff;
        Map<String, Field> fields = new HashMap<>();
        int offset = 0;
        for (int i = 0; i < count; i++) {
            int size = sizes[block.getShort() & 0xffff];
            String declared = names.get(block.getShort() & 0xffff);
            boolean pointer = declared.startsWith("*") || declared.startsWith("(*");
            int bytes = Math.multiplyExact(pointer ? pointerBytes : size, elements(declared));
            fields.put(plain(declared), new Field(offset, bytes, pointer));
            offset = Math.addExact(offset, bytes);
        }
        Struct struct = new Struct(types.get(type), sizes[type], fields);
        structs.add(struct);
        byName.put(struct.name, struct);
    }

    private static int elements(String declared) {
        int elements = 1;
        for (int open = declared.indexOf('['); open >= 0; open = declared.indexOf('[', open + 1)) {
            int close = declared.indexOf(']', open);
            elements = Math.multiplyExact(elements, Integer.parseInt(declared.substring(open + 1, close)));
        }
        return elements;
    }

    private static String plain(String declared) {
        int open = declared.indexOf('[');
        return (open < 0 ? declared : declared.substring(0, open)).replace("*", "");
    }

    /** The name of the struct with this index; empty if there is none. */
    String nameOf(long index) {
        return index >= 0 && index < structs.size() ? structs.get((int) index).name : "";
    }

    /** The struct of a name; null if the file has none. */
    @Nullable
    Struct struct(String name) {
        return byName.get(name);
    }
}
