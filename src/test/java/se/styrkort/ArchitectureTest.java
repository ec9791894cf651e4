package se.styrkort;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not see. */
class ArchitectureTest {
    /** Features in the order in which a figure walks; a later one may import an earlier one, never the reverse. */
    private static final List<String> ORDER = List.of(
            "document",
            "store",
            "web",
            "security",
            "calendar",
            "catalog",
            "account",
            "observation",
            "ingest",
            "collector",
            "completeness",
            "availability",
            "servicedesk",
            "survey",
            "scorecard",
            "comparison",
            "report",
            "backup",
            "demo");

    private static final Pattern SURNAME =
            Pattern.compile(".*(Controller|Repository|Client|Collector|Intake|Job|Factory"
                    + "|Provider|Configuration|Handler|Filter|Meters|Command)|Application");

    /** The framework's and the serialiser's generated classes live in our packages and would drown the rule. */
    private static final ImportOption HAND_WRITTEN = new ImportOption() {
        @Override
        public boolean includes(Location location) {
            return !location.matches(
                            Pattern.compile(".*/(\\$|[^/]*\\$\\$|Serde|[^/]*\\$Introspection|[^/]*\\$Intercepted).*"))
                    && !location.contains("/gg/jte/");
        }
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(HAND_WRITTEN)
            .importPackages("se.styrkort");

    private static String surnameOf(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost.getSimpleName();
    }

    @Test
    void onlyClassesWithASurnameKnowTheFrameworkOrTheDatabase() {
        noClasses()
                .that(describe(
                        "have no surname",
                        type -> !SURNAME.matcher(surnameOf(type)).matches()
                                && !type.getSimpleName().equals("package-info")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.micronaut..",
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "com.zaxxer.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void featuresFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("se.styrkort.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void importsRunOneWay() {
        for (int i = 0; i < ORDER.size(); i++) {
            String feature = ORDER.get(i);
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "se.styrkort." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("se.styrkort." + feature + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void everyFeatureHasItsPlaceInTheOrder() {
        for (JavaClass type : CLASSES) {
            String[] names = type.getPackageName().split("\\.");
            assertTrue(
                    names.length < 3 || ORDER.contains(names[2]),
                    type.getName() + " is in a package that has no place");
        }
    }

    @Test
    void bannedNamesAreNotUsed() {
        noClasses()
                .should()
                .haveNameMatching(".*(Service|Impl|Manager|Utils?|Helper)Impl|.*(Impl|Manager|Utils?|Helper)")
                .check(CLASSES);
        assertTrue(CLASSES.stream()
                .map(JavaClass::getSimpleName)
                .noneMatch(name -> name.endsWith("Service") && !name.equals("Service")));
    }
}
