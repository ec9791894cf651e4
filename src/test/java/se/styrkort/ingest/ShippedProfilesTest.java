package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The profiles that come with the program are all of them brought in, and speak of metrics that come with it too. */
class ShippedProfilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/shipped");
    private static final Pattern CODE = Pattern.compile("- code: (\\S+)");

    private static Set<String> metrics() throws IOException {
        Set<String> codes = new HashSet<>();
        Matcher code = CODE.matcher(Files.readString(FOLDER.resolve("definitions.yaml")));
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }

    @Test
    void everyFileIsBroughtIn() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("profiles"))) {
            assertEquals(
                    new TreeSet<>(ProfileRepository.SHIPPED),
                    new TreeSet<>(
                            files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                                    .toList()));
        }
    }

    @Test
    void everyMetricExists() throws IOException {
        Set<String> known = metrics();
        for (String code : ProfileRepository.SHIPPED) {
            Profile profile = Trial.profile(Files.readString(FOLDER.resolve("profiles/" + code + ".yaml")));
            assertEquals(code, profile.code());
            for (Profile.RowRule rule : profile.rows()) {
                Profile.CellSource metric = rule.fields().get(Profile.Field.METRIC);
                if (metric == null) {
                    throw new AssertionError(code);
                }
                Set<String> said = new HashSet<>();
                metric.map().values().forEach(value -> said.add(metric.prefix() + value));
                for (Profile.CellSource source :
                        List.of(metric, metric.otherwise() == null ? metric : metric.otherwise())) {
                    if (source.constant() != null) {
                        said.add(source.constant());
                    }
                }
                assertTrue(known.containsAll(said), code + ": " + said);
            }
        }
    }

    /** Reports are called as they are exported, in whatever case. */
    @Test
    void productsOfMicrosoft365AreKnownByTheNameOfTheFile() throws IOException {
        Profile profile = Trial.profile(Files.readString(FOLDER.resolve("profiles/m365-objects.yaml")));
        Profile.CellSource service = profile.rows().getFirst().fields().get(Profile.Field.SERVICE);
        if (service == null) {
            throw new AssertionError("no service");
        }
        Map<String, String> products = Map.of(
                "MailboxUsageMailboxCounts.csv", "outlook",
                "mailboxusagemailboxcounts.csv", "outlook",
                "TeamsUserActivity.csv", "teams",
                "OneDriveUsageAccountCounts.csv", "onedrive",
                "SharePointSiteUsage.csv", "sharepoint",
                "Other.csv", "microsoft-365");
        List<String> header = List.of("Report Date", "Report Refresh Date", "Total");
        RawRow row = new RawRow(2, List.of("2026-01-01", "2026-01-01", "1"));
        products.forEach((name, product) -> {
            List<String> wide = new UnpivotedRows(Objects.requireNonNull(profile.unpivot()), header).header();
            assertEquals(product, CellReader.bind(profile, wide, name).text(service, row), name);
        });
    }
}
