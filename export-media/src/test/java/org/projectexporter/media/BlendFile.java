package org.projectexporter.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a file as Blender does: a header, blocks, and the table of the structs in them. */
final class BlendFile {
    /** Kinds of headers. */
    enum Kind {
        POINTERS_8("BLENDER-v304", 8, ByteOrder.LITTLE_ENDIAN),
        POINTERS_4_BIG("BLENDER_V280", 4, ByteOrder.BIG_ENDIAN),
        FORMAT_1("BLENDER17-01v0500", 8, ByteOrder.LITTLE_ENDIAN);

        final String header;
        final int pointerBytes;
        final ByteOrder order;

        Kind(String header, int pointerBytes, ByteOrder order) {
            this.header = header;
            this.pointerBytes = pointerBytes;
            this.order = order;
        }
    }

    /** Each struct with its fields: type and name. */
    private static final Map<String, List<String>> STRUCTS = structs();

    private static final Map<String, Integer> SIZES =
            Map.of("char", 1, "short", 2, "int", 4, "PackedFile", 0, "ID", 120);

    private final Kind kind;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    BlendFile(Kind kind) {
        this.kind = kind;
        out.writeBytes(kind.header.getBytes(StandardCharsets.US_ASCII));
        block("REND", 1, 0, 0, new byte[32]);
    }

    private static Map<String, List<String>> structs() {
        Map<String, List<String>> structs = new LinkedHashMap<>();
        structs.put("Link", List.of("Link *next", "Link *prev"));
        structs.put("Library", List.of("ID id", "char filepath[1024]", "PackedFile *packedfile", "char name[1024]"));
        structs.put(
                "Image",
                List.of("ID id", "char name[1024]", "int pad[2][3]", "short source", "PackedFile *packedfile"));
        structs.put("VFont", List.of("ID id", "char name[1024]", "PackedFile *packedfile"));
        structs.put("bSound", List.of("ID id", "char name[1024]", "int (*play)()"));
        structs.put("CacheFile", List.of("ID id", "char filepath[1024]", "char is_sequence"));
        structs.put("Strip", List.of("Strip *next", "int len", "StripElem *stripdata", "char dir[768]"));
        structs.put("StripElem", List.of("char name[256]", "int orig_width"));
        structs.put("Text", List.of("ID id", "char *name", "int flags"));
        structs.put("NodeShaderScript", List.of("int mode", "int flag", "char filepath[1024]"));
        structs.put("NodeShaderTexIES", List.of("int mode", "char filepath[1024]"));
        structs.put("CustomDataExternal", List.of("char filename[1024]"));
        structs.put("Brush", List.of("ID id", "char icon_filepath[1024]"));
        structs.put("OceanModifierData", List.of("int resolution", "char cachepath[1024]"));
        structs.put("PointCache", List.of("int flag", "char name[64]", "char path[1024]"));
        structs.put("FluidDomainSettings", List.of("int flags", "char cache_directory[1024]"));
        return structs;
    }

    private static String type(String field) {
        return field.substring(0, field.indexOf(' '));
    }

    private static String name(String field) {
        return field.substring(field.indexOf(' ') + 1);
    }

    private int size(String field) {
        String name = name(field);
        int size =
                name.startsWith("*") || name.startsWith("(*") ? kind.pointerBytes : SIZES.getOrDefault(type(field), 0);
        for (String part : name.split("\\[", -1)) {
            if (part.endsWith("]")) {
                size *= Integer.parseInt(part.substring(0, part.length() - 1));
            }
        }
        return size;
    }

    /** The bytes of a struct: names and values of fields. */
    byte[] struct(String struct, Object... values) {
        List<String> fields = STRUCTS.get(struct);
        ByteBuffer bytes =
                ByteBuffer.allocate(fields.stream().mapToInt(this::size).sum()).order(kind.order);
        for (int i = 0; i < values.length; i += 2) {
            int offset = 0;
            for (String field : fields) {
                if (name(field).replace("*", "").replaceFirst("\\[.*", "").equals(values[i])) {
                    put(bytes, offset, size(field), values[i + 1]);
                }
                offset += size(field);
            }
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, int offset, int size, Object value) {
        if (value instanceof String text) {
            bytes.put(offset, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Long number) {
            switch (size) {
                case 1 -> bytes.put(offset, number.byteValue());
                case 2 -> bytes.putShort(offset, number.shortValue());
                case 4 -> bytes.putInt(offset, number.intValue());
                default -> bytes.putLong(offset, number);
            }
        }
    }

    /** Adds a block of structs. */
    void add(String code, String struct, long address, byte[]... content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : content) {
            all.writeBytes(each);
        }
        block(code, content.length, List.copyOf(STRUCTS.keySet()).indexOf(struct), address, all.toByteArray());
    }

    /** Adds a block of text. */
    void add(long address, String text) {
        block("DATA", 1, 0, address, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private void block(String code, int count, int struct, long address, byte[] content) {
        ByteBuffer head = ByteBuffer.allocate(32).order(kind.order);
        head.put(code.getBytes(StandardCharsets.US_ASCII)).position(4);
        if (kind == Kind.FORMAT_1) {
            head.putInt(struct).putLong(address).putLong(content.length).putLong(count);
        } else {
            head.putInt(content.length);
            if (kind.pointerBytes == 4) {
                head.putInt((int) address);
            } else {
                head.putLong(address);
            }
            head.putInt(struct).putInt(count);
        }
        out.write(head.array(), 0, head.position());
        out.writeBytes(content);
    }

    /** The file with its table and its end. */
    byte[] bytes() {
        block("DNA1", 1, 0, 0, table());
        block("ENDB", 0, 0, 0, new byte[0]);
        return out.toByteArray();
    }

    private byte[] table() {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>(List.of("char", "short", "int", "PackedFile", "ID"));
        types.addAll(STRUCTS.keySet());
        STRUCTS.values()
                .forEach(fields -> fields.forEach(field -> {
                    if (!names.contains(name(field))) {
                        names.add(name(field));
                    }
                }));
        ByteBuffer table = ByteBuffer.allocate(1 << 16).order(kind.order);
        put(table, "SDNANAME");
        texts(table, names);
        put(table, "TYPE");
        texts(table, types);
        put(table, "TLEN");
        types.forEach(type -> table.putShort((short)
                (STRUCTS.containsKey(type)
                        ? STRUCTS.get(type).stream().mapToInt(this::size).sum()
                        : SIZES.get(type))));
        align(table);
        put(table, "STRC");
        table.putInt(STRUCTS.size());
        STRUCTS.forEach((struct, fields) -> {
            table.putShort((short) types.indexOf(struct)).putShort((short) fields.size());
            fields.forEach(field ->
                    table.putShort((short) types.indexOf(type(field))).putShort((short) names.indexOf(name(field))));
        });
        byte[] bytes = new byte[table.position()];
        table.get(0, bytes);
        return bytes;
    }

    private static void put(ByteBuffer table, String text) {
        table.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void texts(ByteBuffer table, List<String> texts) {
        table.putInt(texts.size());
        for (String text : texts) {
            put(table, text + "\0");
        }
        align(table);
    }

    private static void align(ByteBuffer table) {
        table.position((table.position() + 3) / 4 * 4);
    }
}
