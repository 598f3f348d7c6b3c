package org.projectexporter.it.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fenced block of a document.
 *
 * @param document the document's path below the root of the repository
 * @param line the number of the line that opens the block, from 1
 * @param language what follows the fence; empty if nothing does
 * @param lines the lines of the block, without those of the fence
 */
public record CodeBlock(String document, int line, String language, List<String> lines) {
    /** The root of the repository. */
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final String FENCE = "```";

    /** The blocks of all documents that users and contributors read, in order. */
    static List<CodeBlock> all() {
        return documents().stream().flatMap(document -> in(document).stream()).toList();
    }

    static List<CodeBlock> all(String language) {
        return all().stream().filter(block -> block.language.equals(language)).toList();
    }

    /** All documents except decisions, which are records, and the notes for developers of tests. */
    static List<String> documents() {
        List<String> found = new ArrayList<>();
        for (String folder : List.of("", "docs", "python", "python/examples/backend", "export-benchmarks")) {
            found.addAll(markdown(folder));
        }
        for (String example : children("examples")) {
            found.addAll(markdown("examples/" + example));
        }
        return found;
    }

    private static List<String> markdown(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return children(folder).stream()
                .filter(name -> name.endsWith(".md"))
                .map(name -> prefix + name)
                .toList();
    }

    private static List<String> children(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of a document, by its path below the root. */
    public static List<CodeBlock> in(String document) {
        List<String> text = read(document).lines().toList();
        List<CodeBlock> blocks = new ArrayList<>();
        int opened = -1;
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).strip().startsWith(FENCE)) {
                if (opened >= 0) {
                    String language = text.get(opened).strip().substring(FENCE.length());
                    blocks.add(new CodeBlock(document, opened + 1, language, text.subList(opened + 1, i)));
                }
                opened = opened < 0 ? i : -1;
            }
        }
        if (opened >= 0) {
            throw new AssertionError(document + ": the block of line " + (opened + 1) + " does not end");
        }
        return blocks;
    }

    /** The text of a file, by its path below the root. */
    public static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines, each with its end. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Whether it is the block of that document whose first line begins so. */
    public boolean is(String where, String start) {
        return document.equals(where) && !lines.isEmpty() && lines.get(0).startsWith(start);
    }

    @Override
    public String toString() {
        return document + ":" + line + " (" + language + ") " + (lines.isEmpty() ? "" : lines.get(0));
    }
}
