package org.projectexporter.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.files.Disk;

/** Enforces the dependencies of {@code docs/architecture.md}. */
class ArchitectureTest {
    private static final String API = "org.projectexporter";
    private static final String PLUGINS = "org.projectexporter.plugins";
    private static final String SPI = "org.projectexporter.spi";
    private static final String SPI_FILES = "org.projectexporter.spi.files";
    private static final String SPI_COMPRESS = "org.projectexporter.spi.compress";
    private static final String INTERNAL = "org.projectexporter.internal..";
    private static final String INTERNAL_PREFIX = "org.projectexporter.internal.";
    private static final String EXPORTING = INTERNAL_PREFIX + "exporting..";
    private static final String READING = INTERNAL_PREFIX + "reading..";
    private static final String[] SHARED_GROUND = {
        INTERNAL_PREFIX + "layout",
        INTERNAL_PREFIX + "io",
        INTERNAL_PREFIX + "wire",
        INTERNAL_PREFIX + "progress",
        INTERNAL_PREFIX + "names",
        INTERNAL_PREFIX + "plugin"
    };
    private static final String[] CORE = {API, PLUGINS, SPI, SPI_FILES, SPI_COMPRESS, INTERNAL};
    private static final String[] FORMATS = {"org.projectexporter.zip..", "org.projectexporter.tar.."};
    private static final String GIT = "org.projectexporter.git..";
    private static final String LFS = "org.projectexporter.lfs..";
    private static final String MEDIA = "org.projectexporter.media..";
    private static final String NATIVES = "org.projectexporter.natives..";
    private static final String CLI = "org.projectexporter.cli..";
    private static final String SIDECAR = "org.projectexporter.sidecar..";
    private static final String PAGE = "org.projectexporter.page..";
    private static final String[] HTTP = {
        "org.projectexporter.sidecar.internal.http..", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(API);

    @Test
    void everyModule_isLookedAt() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .contains(API, SPI)
                .contains("org.projectexporter.zip", "org.projectexporter.tar", "org.projectexporter.git")
                .contains(
                        "org.projectexporter.lfs",
                        "org.projectexporter.cli",
                        "org.projectexporter.internal.exporting.engine")
                .contains("org.projectexporter.sidecar", "org.projectexporter.sidecar.internal.jobs")
                .contains("org.projectexporter.media", "org.projectexporter.page")
                .contains("org.projectexporter.natives", "org.projectexporter.natives.deflate");
    }

    @Test
    void core_knowsNoPlugInAndNoCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FORMATS[0], FORMATS[1], GIT, LFS, CLI)
                .check(CLASSES);
    }

    @Test
    void core_needsSlf4jJacksonAndJspecifyAlone() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.projectexporter..",
                        "java..",
                        "com.sun.nio.file",
                        "org.slf4j",
                        "com.fasterxml.jackson..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void spi_knowsNothingOfTheInternals() {
        noClasses()
                .that()
                .resideInAnyPackage(SPI, SPI_FILES, SPI_COMPRESS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .check(CLASSES);
    }

    @Test
    void formats_neverSeeGitNorEachOtherNorTheCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage(FORMATS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GIT, LFS, CLI, "org.eclipse.jgit..")
                .check(CLASSES);
        slices().matching("org.projectexporter.(zip|tar)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void git_neverSeesFormatsNorLfsNorTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(GIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FORMATS[0], FORMATS[1], LFS, CLI)
                .check(CLASSES);
    }

    @Test
    void lfs_neverSeesFormatsNorTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(LFS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FORMATS[0], FORMATS[1], CLI)
                .check(CLASSES);
    }

    @Test
    void lfs_readsRepositoriesThroughRepositoryFilesAlone() {
        noClasses()
                .that()
                .resideInAPackage(LFS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.projectexporter.git.*..", "org.eclipse.jgit..")
                .check(CLASSES);
    }

    /** It is optional at run time. */
    @Test
    void natives_seeTheInterfacesOfTheCoreAlone_andAreSeenByNone() {
        noClasses()
                .that()
                .resideInAPackage(NATIVES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL, FORMATS[0], FORMATS[1], GIT, LFS, CLI, SIDECAR)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(NATIVES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NATIVES, "com.sun.jna..")
                .check(CLASSES);
        slices().matching("org.projectexporter.natives.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** It is optional at run time. */
    @Test
    void media_seesTheInterfacesOfTheCoreAlone_andIsSeenByNone() {
        noClasses()
                .that()
                .resideInAPackage(MEDIA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL, FORMATS[0], FORMATS[1], GIT, LFS, NATIVES, CLI, SIDECAR)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(MEDIA)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(MEDIA)
                .check(CLASSES);
    }

    @Test
    void commandLine_usesOnlyTheApi() {
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL, FORMATS[0], FORMATS[1], GIT, LFS)
                .check(CLASSES);
    }

    @Test
    void sidecar_isKnownToTheCommandLineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SIDECAR, CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SIDECAR)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.projectexporter.sidecar.internal..")
                .check(CLASSES);
    }

    @Test
    void sidecar_knowsTheApiAlone() {
        noClasses()
                .that()
                .resideInAPackage(SIDECAR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL, FORMATS[0], FORMATS[1], GIT, LFS, CLI)
                .check(CLASSES);
    }

    /** It is files that a server sends. */
    @Test
    void page_seesNothing_andIsSeenByTheSidecarAlone() {
        classes()
                .that()
                .resideInAPackage(PAGE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PAGE, "java..", "org.jspecify.annotations")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(PAGE, SIDECAR)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PAGE)
                .check(CLASSES);
    }

    /** Java's own look-up fails where no mount point is above a file. */
    @Test
    void fileSystems_areLookedUpByOneClass() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Disk.class.getName())
                .should()
                .callMethod(Files.class, "getFileStore", Path.class)
                .check(CLASSES);
    }

    @Test
    void sidecarsJobs_knowNothingOfHttp() {
        noClasses()
                .that()
                .resideInAPackage("org.projectexporter.sidecar.internal.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HTTP)
                .check(CLASSES);
    }

    @Test
    void internals_areUsedByTheCoreAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .check(CLASSES);
    }

    /**
     * Exporting and reading share the lower layers; the only dependency between them is an export that verifies its
     * archive.
     */
    @Test
    void exportingAndReading_shareTheLowerLayers_andDependOnEachOtherAtOnePointOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(READING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EXPORTING)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(SHARED_GROUND)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EXPORTING, READING)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(EXPORTING)
                .and()
                .resideOutsideOfPackage(INTERNAL_PREFIX + "exporting.run")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(READING)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(EXPORTING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL_PREFIX + "reading.admission", INTERNAL_PREFIX + "reading.unpack")
                .check(CLASSES);
    }

    @Test
    void internals_haveNoCycles() {
        slices().matching("org.projectexporter.internal.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /**
     * The packages of Git; the checks of an import are shared with the export through {@code admission}, never {@code
     * restore}.
     */
    @Test
    void rooms_ofGit_haveNoCycles_andExportAndImportMeetInAdmissionAlone() {
        slices().matching("org.projectexporter.git.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.projectexporter.git.restore")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.projectexporter.git.snapshot", "org.projectexporter.git.walk")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("org.projectexporter.git.snapshot", "org.projectexporter.git.walk")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.projectexporter.git.restore")
                .check(CLASSES);
    }

    @Test
    void contract_ofPlugIns_doesNotNeedTheToolkit() {
        noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPI_FILES, SPI_COMPRESS)
                .check(CLASSES);
    }

    @Test
    void publicTypes_areAtMost25InEachOfApiAndContract() {
        for (String name : List.of(API, SPI)) {
            assertThat(CLASSES.stream()
                            .filter(type -> type.getPackageName().equals(name))
                            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                            .filter(JavaClass::isTopLevelClass)
                            .map(JavaClass::getSimpleName)
                            .filter(simple -> !simple.equals("package-info")))
                    .hasSizeLessThanOrEqualTo(25);
        }
    }

    @Test
    void publicSignatures_holdTypesOfTheJdkAndOursAlone() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(arePublicApi())
                .should(useOnlyOwnTypes())
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> arePublicApi() {
        return DescribedPredicate.describe(
                "are public API or SPI",
                type -> Set.of(API, PLUGINS, SPI, SPI_FILES, SPI_COMPRESS, "org.projectexporter.sidecar")
                                .contains(type.getPackageName())
                        && type.getModifiers().contains(JavaModifier.PUBLIC));
    }

    private static ArchCondition<JavaMethod> useOnlyOwnTypes() {
        return new ArchCondition<>("use types of the JDK and ours alone") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !isOwn(type))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " has " + type.getName() + " in its signature")));
            }
        };
    }

    private static boolean isOwn(JavaClass type) {
        String name = type.getPackageName();
        return type.isPrimitive()
                || name.startsWith("java.")
                || name.equals(API)
                || name.equals(PLUGINS)
                || name.equals(SPI)
                || name.equals(SPI_FILES)
                || name.equals(SPI_COMPRESS)
                || name.equals("org.projectexporter.sidecar");
    }
}
