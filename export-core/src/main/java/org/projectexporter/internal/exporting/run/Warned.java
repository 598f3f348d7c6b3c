package org.projectexporter.internal.exporting.run;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportResult;

/** Adds to a result what has gone wrong when it was there already. */
final class Warned {
    private Warned() {}

    static ExportResult result(ExportResult result, List<String> afterwards) {
        if (afterwards.isEmpty()) {
            return result;
        }
        List<String> warnings = new ArrayList<>(result.warnings());
        afterwards.forEach(what -> warnings.add("the archive is whole and has its name, but " + what));
        return result.toBuilder().warnings(warnings).build();
    }
}
