package org.projectexporter.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An edit decision list as CMX 3600 has it (SMPTE 258M-2004; Apple, Final Cut Pro 7 User Manual, "Working with EDLs"):
 * an event is a number, the name of a reel, a track, a transition and four timecodes. Of the notes after it, {@code *
 * FROM CLIP NAME}, {@code * TO CLIP NAME} and {@code * SOURCE FILE} name files; all others are passed over, such as
 * colour decisions ({@code * ASC_SOP}), speed ({@code M2}) and audio channels ({@code AUD}). There are no paths: files
 * are looked up by name.
 */
final class EdlFormat implements DocumentFormat {
    private static final Pattern EVENT =
            Pattern.compile("\\d{1,6}[A-Z]?\\s+(\\S+)\\s+\\S.*\\d\\d[:;.]\\d\\d[:;.,]\\d\\d.*");
    private static final Pattern CLIP = Pattern.compile("\\*\\s*(?:FROM|TO) CLIP NAME\\s*:\\s*(.+)");
    private static final Pattern SOURCE = Pattern.compile("\\*\\s*SOURCE FILE(?: PATH)?\\s*:\\s*(.+)");
    private static final String LONG_REEL = "FINAL CUT PRO REEL:";
    private static final String REPLACED = "REPLACED BY:";
    private static final Pattern FILE_NAME = Pattern.compile(".*\\.[A-Za-z0-9]{1,5}");
    /** Black, auxiliary inputs and the like. */
    private static final Set<String> NO_REELS = Set.of("AX", "AUX", "BL", "BLK", "BLACK", "NONE", "GEN");

    private static final int LONGEST_LINE = 1 << 14;
    private static final int END = -1;

    @Override
    public Set<String> suffixes() {
        return Set.of("edl");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        Events events = new Events(found);
        visit(document, events);
        events.end();
    }

    /** Names stay right wherever the files are. */
    @Override
    public boolean relink(Document document, Relinking relinking) throws IOException {
        visit(document, new Visitor() {
            @Override
            public void event(String reel) {
                relinking.keeps(reel);
            }

            @Override
            public void reel(String name) {
                relinking.keeps(name);
            }

            @Override
            public void clip(String name) {
                relinking.keeps(name);
            }

            @Override
            public void source(String file) {
                relinking.keeps(file);
            }
        });
        return true;
    }

    /** Receives what a list names. */
    private interface Visitor {
        /** An event begins, or a second line of it. */
        void event(String reel) throws IOException;

        /** The whole name of a reel whose name was shortened. */
        void reel(String name) throws IOException;

        void clip(String name) throws IOException;

        void source(String file) throws IOException;
    }

    /** Adds what the events name. A clip is not needed if its event names a file too, and a reel may be a tape. */
    private static final class Events implements Visitor {
        private final FoundReferences found;
        private final Set<String> clips = new LinkedHashSet<>();
        private boolean hasSource;

        Events(FoundReferences found) {
            this.found = found;
        }

        @Override
        public void event(String reel) throws IOException {
            end();
            reel(reel);
        }

        @Override
        public void reel(String name) throws IOException {
            if (!NO_REELS.contains(name.toUpperCase(Locale.ROOT))) {
                found.named(name).name(name).notNeeded().add();
            }
        }

        @Override
        public void clip(String name) {
            clips.add(name);
        }

        @Override
        public void source(String file) throws IOException {
            hasSource = true;
            FoundReferences.Named named = found.named(file);
            if (PathText.lastSlash(file) >= 0) {
                named.url(file);
            }
            named.name(file).add();
        }

        void end() throws IOException {
            for (String clip : clips) {
                FoundReferences.Named named = found.named(clip).name(clip);
                boolean isFile = FILE_NAME.matcher(clip).matches();
                (hasSource || !isFile ? named.notNeeded() : named).add();
            }
            clips.clear();
            hasSource = false;
        }
    }

    private static void visit(Document document, Visitor visitor) throws IOException {
        try (InputStream in = document.open()) {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != END; c = in.read()) {
                if (c == '\n' || c == '\r') {
                    line(line, visitor);
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
            }
            line(line, visitor);
        }
    }

    /** A line, each byte as one character. */
    private static void line(StringBuilder bytes, Visitor visitor) throws IOException {
        if (bytes.length() == 0 || bytes.length() == LONGEST_LINE) {
            return;
        }
        byte[] raw = bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
        String line = new String(raw, StandardCharsets.UTF_8).strip();
        Matcher clip = CLIP.matcher(line);
        Matcher source = SOURCE.matcher(line);
        int replaced = line.startsWith(LONG_REEL) ? line.indexOf(REPLACED) : -1;
        Matcher event = EVENT.matcher(line);
        if (clip.matches()) {
            visitor.clip(clip.group(1));
        } else if (source.matches()) {
            visitor.source(source.group(1));
        } else if (replaced > 0) {
            visitor.reel(line.substring(LONG_REEL.length(), replaced).strip());
        } else if (event.matches()) {
            visitor.event(event.group(1));
        }
    }
}
