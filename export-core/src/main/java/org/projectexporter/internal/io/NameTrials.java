package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.projectexporter.internal.io.HeldNames.Kind;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Finds out which names a file system can hold: a file is created under each, and must be listed under that name. */
final class NameTrials {
    /** What Windows forbids in names (Microsoft, "Naming Files, Paths, and Namespaces"). */
    private static final String CHARACTERS = "<>:\"|?*\\";

    private static final RawPath NOT_UTF8 = RawPath.of(new byte[] {'a', (byte) 0xff, 'b'});

    private static final Map<Kind, RawPath> KINDS = new EnumMap<>(Map.of(
            Kind.CONTROL_CHARACTERS, RawPath.of("a\n\u0001b"),
            Kind.NOT_UTF8, NOT_UTF8,
            Kind.MORE_THAN_255_BYTES, RawPath.of("\u4e2d".repeat(HeldNames.LONGEST)),
            Kind.DOT_AT_END, RawPath.of("dot."),
            Kind.SPACE_AT_END, RawPath.of("space "),
            Kind.DEVICES, RawPath.of("aux.txt")));

    private final Path folder;
    private final OpenFolder listed;

    /**
     * Trials in an empty folder.
     *
     * @param listed the same folder
     */
    NameTrials(Path folder, OpenFolder listed) {
        this.folder = folder;
        this.listed = listed;
    }

    HeldNames run() {
        if (holdsEverything()) {
            return HeldNames.ALL;
        }
        Set<Kind> refused = EnumSet.noneOf(Kind.class);
        KINDS.forEach((kind, name) -> {
            if (!holds(name)) {
                refused.add(kind);
            }
        });
        StringBuilder characters = new StringBuilder();
        CHARACTERS
                .chars()
                .filter(c -> !holds(RawPath.of("a" + (char) c + "b")))
                .forEach(c -> characters.append((char) c));
        return new HeldNames(characters.toString(), refused, longest());
    }

    /** Usual file systems of Linux pass with few files. */
    private boolean holdsEverything() {
        RawPath most = RawPath.of(CHARACTERS + "\n\u0001").append(NOT_UTF8);
        RawPath longest = RawPath.of("l".repeat(HeldNames.LONGEST - most.length() - 1));
        return holds(longest.append(most).append(".")) && holds(RawPath.of("space ")) && holds(RawPath.of("aux.txt"));
    }

    private int longest() {
        int held = 1;
        int refused = HeldNames.LONGEST + 1;
        for (int next = HeldNames.LONGEST; refused - held > 1; next = (held + refused) / 2) {
            if (holds(RawPath.of("l".repeat(next)))) {
                held = next;
            } else {
                refused = next;
            }
        }
        return held;
    }

    private boolean holds(RawPath name) {
        try {
            Path file = NativeNames.resolve(folder, name);
            Files.createFile(file);
            boolean held = listed.names().stream()
                    .anyMatch(listedName -> NativeNames.nameOf(listedName).equals(name));
            Files.delete(file);
            return held;
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
