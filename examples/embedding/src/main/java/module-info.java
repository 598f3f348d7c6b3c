/** Formats and sources are found by the services that their modules provide: only the library is required. */
module example {
    requires org.projectexporter.core;
}
