/**
 * Contract tests for archive formats and sources. The other packages are fixtures of the project's own tests, which run
 * on the class path.
 */
module org.projectexporter.testkit {
    requires com.fasterxml.jackson.databind;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.projectexporter.core;

    exports org.projectexporter.testkit;
    // JUnit calls the tests that a subclass inherits
    opens org.projectexporter.testkit;
    // the contracts look for what they test
    uses org.projectexporter.spi.ArchiveFormat;
    uses org.projectexporter.spi.SourceResolver;
}
