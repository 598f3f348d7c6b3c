package org.projectexporter.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * A session of Ardour: the {@code name} of a {@code Source} is the absolute path of a file outside the session, or the
 * name of one in {@code interchange/SESSION/audiofiles} or {@code midifiles}, or in a folder of the option {@code
 * audio-search-path} or {@code midi-search-path} (Ardour, {@code file_source.cc}, {@code FileSource::init} and {@code
 * find}; {@code session_directory.cc}).
 */
final class ArdourHandler implements XmlDocument.Handler {
    private record Source(String name, boolean isMidi) {}

    private final FoundReferences found;
    private final Set<String> sessions = new LinkedHashSet<>();
    private final List<String> audioFolders = new ArrayList<>();
    private final List<String> midiFolders = new ArrayList<>();
    private final Set<Source> sources = new LinkedHashSet<>();

    ArdourHandler(FoundReferences found) {
        this.found = found;
        for (Path folder : found.folders(".")) {
            Path name = folder.normalize().getFileName();
            sessions.add(name == null ? "" : name.toString());
        }
    }

    @Override
    public void start(String name, Map<String, String> attributes) {
        switch (name) {
            case "Session" -> sessions.add(attributes.getOrDefault("name", ""));
            case "Option" -> option(attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""));
            case "Source" -> source(attributes);
            default -> {}
        }
    }

    /** Folders of a search path are separated as those of PATH are. */
    private void option(String name, String value) {
        if (name.equals("audio-search-path")) {
            audioFolders.addAll(List.of(value.split(":", -1)));
        } else if (name.equals("midi-search-path")) {
            midiFolders.addAll(List.of(value.split(":", -1)));
        }
    }

    /** Sources within another one, such as those of a playlist, have no file. */
    private void source(Map<String, String> attributes) {
        String name = attributes.getOrDefault("name", "");
        if (!name.isBlank() && !attributes.containsKey("playlist")) {
            sources.add(
                    new Source(name, attributes.getOrDefault("type", "audio").equals("midi")));
        }
    }

    /** The folders to search may follow the sources. */
    @Override
    public void end(String name, String text) throws UnreadableDocumentException {
        if (!name.equals("Session")) {
            return;
        }
        for (Source source : sources) {
            FoundReferences.Named named = found.named(source.name);
            if (source.name.startsWith("/") || PathText.isOfWindows(source.name)) {
                named.path(source.name);
            } else {
                for (String session : sessions) {
                    named.path(
                            "interchange/" + session + (source.isMidi ? "/midifiles/" : "/audiofiles/") + source.name);
                }
                for (String folder : source.isMidi ? midiFolders : audioFolders) {
                    named.path(folder + "/" + source.name);
                }
            }
            named.add();
        }
    }
}
