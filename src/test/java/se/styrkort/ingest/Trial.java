package se.styrkort.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogEntry;
import se.styrkort.catalog.CatalogReader;
import se.styrkort.document.Fault;
import se.styrkort.observation.Draft;

/** A file judged under a profile and a catalog, without any database: what every row became. */
record Trial(List<Verdict> verdicts, List<Newcomers.Newcomer> newcomers, Catalog catalog, Tally tally) {
    static Catalog catalog(String yaml) {
        CatalogReader.Reading reading = CatalogReader.read(yaml, new Catalog(List.of()), code -> false);
        if (!reading.faults().isEmpty()) {
            throw new AssertionError(reading.faults());
        }
        List<Catalog.Version> versions = new ArrayList<>();
        for (CatalogEntry entry : reading.entries()) {
            versions.add(new Catalog.Version(versions.size() + 1, 1, entry));
        }
        return new Catalog(versions);
    }

    static Profile profile(String yaml) {
        ProfileReader.Reading reading = ProfileReader.read(yaml);
        Profile profile = reading.profile();
        if (profile == null) {
            throw new AssertionError(reading.faults());
        }
        return profile;
    }

    static Delivery delivery(Path folder, byte[] bytes) {
        try {
            Path file = Files.write(Files.createTempFile(folder, "delivery", ".csv"), bytes);
            return new Delivery(file, "2026-03.csv", "", bytes.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Trial of(Path folder, Profile profile, Catalog catalog, String csv) {
        return of(folder, profile, catalog, csv.getBytes(StandardCharsets.UTF_8));
    }

    static Trial of(Path folder, Profile profile, Catalog catalog, byte[] csv) {
        Delivery delivery = delivery(folder, csv);
        AtomicLong ids = new AtomicLong(1000);
        List<Verdict> verdicts = new ArrayList<>();
        try (DeliveryReading reading = DeliveryReading.open(delivery, profile, null)) {
            Judging.Judged judged = reading.judge(
                    DeliveryReading.Known.of(catalog), ids::incrementAndGet, (line, verdict) -> verdicts.add(verdict));
            return new Trial(verdicts, judged.newcomers(), catalog, judged.tally());
        } catch (UnreadableFile e) {
            if (!verdicts.isEmpty() && verdicts.stream().allMatch(Verdict.Blank.class::isInstance)) {
                return new Trial(verdicts, List.of(), catalog, new Tally(0, 0, verdicts.size(), 0));
            }
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** One line per row: its drafts as {@code service/organisation/qualifier period=value}, its rejections, or its lot. */
    String shown() {
        return verdicts.stream().map(this::shown).collect(Collectors.joining("\n"));
    }

    private String shown(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted ->
                accepted.drafts().stream().map(this::shown).collect(Collectors.joining(" + "));
            case Verdict.Rejected rejected ->
                rejected.rejections().stream()
                        .map(one -> one.line() + ":" + one.column() + " " + one.code() + " " + one.value())
                        .map(String::strip)
                        .collect(Collectors.joining(" + "));
            case Verdict.Entered ignored -> "entered";
            case Verdict.Filtered ignored -> "filtered";
            case Verdict.Blank ignored -> "blank";
        };
    }

    private String shown(Draft draft) {
        String value =
                draft.value() == null ? draft.state().name() : draft.value().toPlainString();
        return String.join("/", code(draft.serviceId()), code(draft.organisationId()), draft.qualifier()) + " "
                + draft.period() + "=" + value;
    }

    private String code(long id) {
        if (id == 0) {
            return "";
        }
        String known = catalog.codeOf(id);
        return known != null
                ? known
                : newcomers.stream()
                        .filter(newcomer -> newcomer.id() == id)
                        .map(newcomer -> newcomer.entry().code())
                        .findFirst()
                        .orElse("nothing with id " + id);
    }

    static String shown(UnreadableFile unreadable) {
        return unreadable.faults().stream().map(Trial::shown).collect(Collectors.joining("\n"));
    }

    static String shown(Fault fault) {
        return (fault.line() + ":" + fault.column() + " " + fault.code() + " " + String.join(" | ", fault.args()))
                .strip();
    }
}
