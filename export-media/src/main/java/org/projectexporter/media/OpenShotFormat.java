package org.projectexporter.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

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
        String name = document.name().toString();
        String assets = name.substring(0, name.lastIndexOf('.')) + "_assets";
        try (InputStream in = document.open()) {
            JsonObjects.visit(in, WANTED, fields -> {
                for (String field : WANTED.fields()) {
                    String path = fields.getOrDefault(field, "");
                    add(path, assets, found);
                }
            });
        }
    }

    private static void add(String path, String assets, FoundReferences found) throws IOException {
        boolean isAsset = path.startsWith(ASSETS + "/") || path.startsWith(ASSETS + "\\");
        if (isAsset || !path.startsWith("@")) {
            String place = isAsset ? assets + path.substring(ASSETS.length()) : path;
            found.named(path).pathOrFrames(place, FramePattern.PRINTF).add();
        }
    }
}
