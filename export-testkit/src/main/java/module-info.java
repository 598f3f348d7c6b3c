// Contract tests and fixtures for archive formats and sources. Open, since JUnit calls the tests that a subclass
// inherits.
open module org.projectexporter.testkit {
    requires transitive com.fasterxml.jackson.databind;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.projectexporter.core;

    exports org.projectexporter.testkit;
    exports org.projectexporter.testkit.hostile;
    exports org.projectexporter.testkit.meaning;
    exports org.projectexporter.testkit.reseal;
    exports org.projectexporter.testkit.shapes;
}
