package org.projectexporter.testkit.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.projectexporter.testkit.meaning.HostileMeaning.Change;
import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;

/** Collects cases of one kind. */
final class Catalogue {
    private final String kind;
    private final List<HostileMeaning> cases = new ArrayList<>();

    Catalogue(String kind) {
        this.kind = kind;
    }

    /** Adds a case that must be refused or made harmless. */
    Catalogue add(String name, Change change) {
        return add(name, Outcome.REFUSED_OR_HARMLESS, change);
    }

    Catalogue add(String name, Outcome outcome, Change change) {
        cases.add(new HostileMeaning(kind + ": " + visible(name), outcome, change, place -> {}));
        return this;
    }

    /** Adds a case with a harmless archive and something already in place. */
    Catalogue planted(String name, HostileMeaning.Planted planted) {
        cases.add(new HostileMeaning(
                kind + ": " + visible(name), Outcome.REFUSED_OR_HARMLESS, (film, place) -> {}, planted));
        return this;
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .forEach(point -> visible.append(
                        point >= ' ' && point < 127
                                ? Character.toString(point)
                                : String.format(Locale.ROOT, "{%04X}", point)));
        return visible.toString();
    }

    List<HostileMeaning> all() {
        return cases;
    }
}
