package org.projectexporter.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import org.projectexporter.media.parse.JsonObjects;

/**
 * A project of OpenShot: JSON in which every {@code path} is that of a file, relative to the project, and {@code
 * @assets} is the folder {@code NAME_assets} next to it (OpenShot 2.5 and newer, {@code project_data.py}). Earlier
 * states in {@code history} do not count. What begins with another {@code @} comes with the program.
 */
final class OpenShotFormat implements DocumentFormat {
    private static final JsonObjects.Wanted WANTED =
            new JsonObjects.Wanted(Set.of("path", "lut_path"), Set.of(), Set.of("history"));

    private static final String ASSETS = "@assets";

    @Override
    public Set<String> suffixes() {
        return Set.of("osp");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        visit(document, (value, place) -> found.named(value.text())
                .pathOrFrames(place, FramePattern.PRINTF)
                .add());
    }

    /** A relative path is written with slashes, whatever the machine (OpenShot, {@code project_data.py}). */
    @Override
    public boolean relink(Document document, Relinking relinking) throws IOException {
        visit(document, (value, place) -> {
            String text = relinking.textFor(value.text(), place, ReferenceText.PATH);
            if (text != null) {
                relinking.replace(value, text, value.text());
            }
        });
        return true;
    }

    /** Receives the paths in a document. */
    private interface Paths {
        /** {@code place} is the path of the file, relative to the project. */
        void path(JsonObjects.Value value, String place) throws IOException;
    }

    private static void visit(Document document, Paths paths) throws IOException {
        String name = document.name().toString();
        String assets = name.substring(0, name.lastIndexOf('.')) + "_assets";
        try (InputStream in = document.open()) {
            JsonObjects.visit(in, WANTED, fields -> {
                for (String field : WANTED.fields()) {
                    JsonObjects.Value value = fields.value(field);
                    String path = value == null ? "" : value.text();
                    boolean isAsset = path.startsWith(ASSETS + "/") || path.startsWith(ASSETS + "\\");
                    if (value != null && (isAsset || !path.startsWith("@"))) {
                        paths.path(value, isAsset ? assets + path.substring(ASSETS.length()) : path);
                    }
                }
            });
        }
    }
}
