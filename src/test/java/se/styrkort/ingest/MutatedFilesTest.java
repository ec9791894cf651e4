package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import se.styrkort.SharedData;
import se.styrkort.catalog.Catalog;

/**
 * Real files with bytes flipped, parts cut out and doubled, signs swapped and lines put elsewhere: whatever comes of it,
 * it is refused in words or judged row by row, and every row is accounted for.
 */
class MutatedFilesTest {
    /** Printed with the outcome; the same seed gives the same files. */
    private static final String SEED = "20260401";

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();
    private static final Map<String, List<byte[]>> FILES = new TreeMap<>();
    private static Catalog catalog = new Catalog(List.of());
    private static Path folder = Path.of("");

    @BeforeContainer
    static void realFiles() throws IOException {
        folder = Files.createTempDirectory("styrkort-mutated-");
        catalog = Trial.catalog(Files.readString(Path.of("src/main/resources/shipped/definitions.yaml")));
        for (String[] each : new String[][] {
            {"ledger-region", "cost/swedish-ledgers/vgr_sample.csv"},
            {"ledger-agency", "cost/swedish-ledgers/digg_2024-Q3_first_60_rows.csv"},
            {"ledger-city", "cost/swedish-ledgers/vasteras_sample.json"},
            {"payments-by-month", "cost/newcastle-ict/2017-01.csv"},
            {"web-monthly-users", "usage/va-gov/monthly_all_logged_in_users_per_month.csv"},
            {"m365-users", "usage/m365-report-samples/teams_report_report-deviceusageusercounts.csv"},
            {"staff-survey-means", "surveys/uk-csps2020/csps2020_mean_timeseries.csv"},
            {"scb-employed", "reference/scb_rams_cp1252_first600.csv"},
            {"focus", "cost/focus/focus_1.0_first_500_rows.csv"}
        }) {
            byte[] bytes = Files.readAllBytes(SharedData.path(each[1]));
            FILES.computeIfAbsent(each[0], profile -> new ArrayList<>())
                    .add(Arrays.copyOf(bytes, Math.min(bytes.length, 20_000)));
        }
        FILES.put("observations", List.of(observations(), workbook(), json()));
    }

    private static byte[] observations() {
        StringBuilder text = new StringBuilder("\uFEFFperiod;metric;service;organisation;value\r\n");
        for (int month = 1; month <= 12; month++) {
            text.append("2026-%02d;usage.active_users;;;\"1\u00A0234,5\"\r\n".formatted(month));
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] workbook() {
        StringBuilder rows = new StringBuilder(Sheets.row(1, "period", "metric", "service", "organisation", "value"));
        for (int month = 1; month <= 12; month++) {
            rows.append(Sheets.row(month + 1, "2026-%02d".formatted(month), "usage.active_users", "", "", 1234.5));
        }
        return Sheets.of(rows.toString());
    }

    private static byte[] json() {
        StringBuilder text = new StringBuilder("[");
        for (int month = 1; month <= 12; month++) {
            text.append(month == 1 ? "" : ",\n")
                    .append(
                            "{\"period\": \"2026-%02d\", \"metric\": \"usage.active_users\", \"service\": null, \"organisation\": \"\", \"value\": 1.5e3}"
                                    .formatted(month));
        }
        return text.append("]").toString().getBytes(UTF_8);
    }

    @AfterContainer
    static void outcomes() throws IOException {
        System.out.println("mutated files, seed " + SEED + ": " + OUTCOMES);
        assertTrue(OUTCOMES.getOrDefault("judged", 0) > 50, "some must still be readable: " + OUTCOMES);
        assertTrue(OUTCOMES.size() > 5, "and others be refused for many reasons: " + OUTCOMES);
        try (var left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 600, seed = SEED, shrinking = ShrinkingMode.OFF)
    void everyRowIsAccountedForAndNothingElseHappens(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> profiles = List.copyOf(FILES.keySet());
        // the profile that takes files of every form is tried most
        String code = random.nextInt(3) == 0 ? "observations" : profiles.get(random.nextInt(profiles.size()));
        List<byte[]> files = FILES.getOrDefault(code, List.of());
        byte[] bytes = mutated(files.get(random.nextInt(files.size())), random);
        Profile profile =
                Trial.profile(Files.readString(Path.of("src/main/resources/shipped/profiles/" + code + ".yaml")));
        Path file = Files.write(folder.resolve("file"), bytes);
        AtomicLong ids = new AtomicLong(10_000);
        List<Verdict> verdicts = new ArrayList<>();
        try (DeliveryReading reading =
                DeliveryReading.open(new Delivery(file, "2017-01.csv", "", bytes.length), profile, null)) {
            Judging.Judged judged = reading.judge(
                    DeliveryReading.Known.of(catalog), ids::incrementAndGet, (line, verdict) -> verdicts.add(verdict));
            assertEquals(verdicts.size(), judged.tally().rows());
            OUTCOMES.merge("judged", 1, Integer::sum);
        } catch (UnreadableFile e) {
            assertFalse(e.faults().isEmpty());
            OUTCOMES.merge(e.faults().getFirst().code(), 1, Integer::sum);
        }
        for (Verdict verdict : verdicts) {
            boolean said = !(verdict instanceof Verdict.Rejected rejected)
                    || !rejected.rejections().isEmpty();
            assertTrue(said, "a rejection has a reason");
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) throws IOException {
        if (Format.isZip(Files.write(folder.resolve("zip"), bytes)) && random.nextInt(4) > 0) {
            return mutatedPart(bytes, random);
        }
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed = changed.length == 0 ? changed : mutatedOnce(changed, random);
        }
        return changed;
    }

    /** The XML within a workbook, packed again: otherwise the archive alone would be tested. */
    private static byte[] mutatedPart(byte[] workbook, Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(part.getName()));
                out.write(random.nextInt(3) == 0 ? mutatedOnce(content, random) : content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mutatedOnce(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
        String text = new String(bytes, ISO_8859_1);
        String signs = ";,\t\"\r\n.- {}[]<>&\u00A0\u0000\u00FF\u00E5";
        return switch (random.nextInt(8)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[from] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> Arrays.copyOf(bytes, from);
            case 2 -> (text.substring(0, from) + text.substring(to)).getBytes(ISO_8859_1);
            case 3 -> (text.substring(0, to) + text.substring(from)).getBytes(ISO_8859_1);
            case 4 -> text.replace(sign(signs, random), sign(signs, random)).getBytes(ISO_8859_1);
            case 5 ->
                (text.substring(0, from) + sign(signs, random).repeat(1 + random.nextInt(3000)) + text.substring(from))
                        .getBytes(ISO_8859_1);
            case 6 -> lines(text, random);
            default -> {
                byte[] noise = new byte[to - from];
                random.nextBytes(noise);
                byte[] noisy = bytes.clone();
                System.arraycopy(noise, 0, noisy, from, noise.length);
                yield noisy;
            }
        };
    }

    private static String sign(String signs, Random random) {
        int at = random.nextInt(signs.length());
        return signs.substring(at, at + 1);
    }

    /** Lines doubled or moved, the header among them. */
    private static byte[] lines(String text, Random random) {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)|(?<=\r)(?!\n)", -1)));
        String line = lines.get(random.nextInt(Math.min(lines.size(), 5)));
        if (random.nextBoolean()) {
            lines.remove(line);
        }
        lines.add(random.nextInt(lines.size() + 1), line);
        return String.join("", lines).getBytes(ISO_8859_1);
    }
}
