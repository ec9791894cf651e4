package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** The same 200 figures, written as twenty kinds of people and programs write them, give the same observations. */
class DialectsIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("DialectsIT", Map.of());

    private static final Api API = new Api(SERVER);

    private static final List<String> MONTHS = List.of(
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december");

    private static final List<String> HEADER = List.of("period", "metric", "service", "organisation", "value");

    /** A figure; its value is a number, or one of the three empty states. */
    private record Figure(YearMonth month, String service, String organisation, String value) {
        boolean isNumber() {
            return value.matches("-?\\d.*");
        }
    }

    private static final List<Figure> FIGURES = figures();

    private static List<Figure> figures() {
        List<String> values = List.of(
                "0",
                "1",
                "-1",
                "12.5",
                "1234",
                "-1234.5",
                "1234567.89",
                "-0.0625",
                "61.982",
                "1000000",
                "-",
                ".",
                "..",
                "99999999999.99",
                "0.000001",
                "-1234567",
                "100.25",
                "18431",
                "250000",
                "7.5");
        List<Figure> figures = new ArrayList<>();
        for (int series = 0; series < 10; series++) {
            for (int month = 0; month < 20; month++) {
                figures.add(new Figure(
                        YearMonth.of(2025, 1).plusMonths(month),
                        series % 2 == 0 ? "E-möten" : "Lärplattform",
                        "Förvaltning " + series / 2,
                        values.get((month * 7 + series * 3) % values.size())));
            }
        }
        return figures;
    }

    @BeforeAll
    static void catalog() {
        StringBuilder organisations = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            organisations.append("{code: o%d, name: Förvaltning %d}, ".formatted(i, i));
        }
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services: [{code: e-moten, product: anv, name: E-möten}, {code: larplattform, product: anv, name: Lärplattform}]
                organisations: [%s]
                """.formatted(organisations));
    }

    private static String comma(String number) {
        return number.replace('.', ',');
    }

    /** The number in groups of three, with a decimal comma. */
    private static String grouped(String number, String sign) {
        String[] parts = number.split("\\.");
        String whole = parts[0].replaceAll("(?<=\\d)(?=(\\d{3})+$)", sign);
        return parts.length == 1 ? whole : whole + "," + parts[1];
    }

    private static String month(YearMonth month) {
        return MONTHS.get(month.getMonthValue() - 1) + " " + month.getYear();
    }

    /** A file of text: how months, numbers and lines are written, and in which character set. */
    private static byte[] csv(
            Charset charset,
            String mark,
            String delimiter,
            String end,
            Function<YearMonth, String> month,
            Function<String, String> number,
            String metric) {
        StringBuilder text = new StringBuilder(mark + String.join(delimiter, HEADER) + end);
        for (Figure figure : FIGURES) {
            String value = figure.isNumber() ? number.apply(figure.value()) : figure.value();
            text.append(String.join(
                            delimiter,
                            month.apply(figure.month()),
                            metric,
                            figure.service(),
                            figure.organisation(),
                            value.contains(delimiter) ? '"' + value + '"' : value))
                    .append(end);
        }
        return text.toString().getBytes(charset);
    }

    private static byte[] json(
            String start, String between, String end, Function<Figure, String> value, String metric) {
        return FIGURES.stream()
                .map(figure ->
                        "{\"period\": \"%s\", \"metric\": \"%s\", \"service\": \"%s\", \"organisation\": \"%s\", \"value\": %s}"
                                .formatted(
                                        figure.month(),
                                        metric,
                                        figure.service(),
                                        figure.organisation(),
                                        value.apply(figure)))
                .collect(Collectors.joining(between, start, end))
                .getBytes(UTF_8);
    }

    private static String jsonNumber(Figure figure) {
        return figure.isNumber() ? figure.value() : '"' + figure.value() + '"';
    }

    /** A workbook with days and numbers as Excel stores them. */
    private static byte[] workbook(String metric, long daysBefore1970, boolean since1904) {
        StringBuilder rows = new StringBuilder(Sheets.row(1, HEADER.toArray()));
        int row = 2;
        for (Figure figure : FIGURES) {
            LocalDate day = figure.month().atDay(15);
            long serial = ChronoUnit.DAYS.between(LocalDate.EPOCH, day) + daysBefore1970;
            Object value = figure.isNumber() ? new BigDecimal(figure.value()).doubleValue() : figure.value();
            String cells = Sheets.row(row, "", metric, figure.service(), figure.organisation(), value, "", "");
            rows.append(cells.replaceFirst(
                    "<c r=\"A\\d+\" t=\"inlineStr\"><is><t></t></is></c>",
                    "<c r=\"A" + row++ + "\" s=\"2\"><v>" + serial + "</v></c>"));
        }
        Sheets sheets = new Sheets().styles("mmm\\ yy").sheet("Siffror", rows + Sheets.row(row, "", ""));
        return (since1904 ? sheets.since1904() : sheets).bytes();
    }

    /** A workbook in which everything is text, as some exports write them. */
    private static byte[] workbookOfTexts(String metric) {
        StringBuilder rows = new StringBuilder(Sheets.row(1, HEADER.toArray()));
        int row = 2;
        for (Figure figure : FIGURES) {
            String value = figure.isNumber() ? grouped(figure.value(), "\u00A0") : figure.value();
            rows.append(
                    Sheets.row(row++, month(figure.month()), metric, figure.service(), figure.organisation(), value));
        }
        return Sheets.of(rows.toString());
    }

    private static Map<String, Function<String, byte[]>> dialects() {
        Charset windows = Charset.forName("windows-1252");
        Function<YearMonth, String> code = YearMonth::toString;
        Map<String, Function<String, byte[]>> all = new LinkedHashMap<>();
        all.put("open data", m -> csv(UTF_8, "", ",", "\n", code, n -> n, m));
        all.put("Swedish Excel", m -> csv(UTF_8, "\uFEFF", ";", "\r\n", code, n -> grouped(n, "\u00A0"), m));
        all.put("old Swedish Excel", m -> csv(windows, "", ";", "\r\n", DialectsIT::month, n -> grouped(n, " "), m));
        all.put("old Macintosh", m -> csv(windows, "", "\t", "\r", DialectsIT::month, DialectsIT::comma, m));
        all.put("Unicode text of Excel", m -> csv(UTF_16LE, "\uFEFF", "\t", "\r\n", code, DialectsIT::comma, m));
        all.put("big-endian", m -> csv(UTF_16BE, "\uFEFF", ";", "\n", code, DialectsIT::comma, m));
        all.put(
                "Java in Swedish",
                m -> csv(UTF_8, "", ";", "\n", code, n -> grouped(n, "\u202F").replace('-', '\u2212'), m));
        all.put(
                "accountant",
                m -> csv(
                        UTF_8,
                        "",
                        ";",
                        "\n",
                        code,
                        n -> n.startsWith("-") ? "(" + comma(n.substring(1)) + ")" : comma(n),
                        m));
        all.put(
                "mainframe",
                m -> csv(
                        windows,
                        "",
                        ";",
                        "\n",
                        month -> month.toString().replace("-", ""),
                        n -> n.startsWith("-") ? comma(n.substring(1)) + "-" : comma(n),
                        m));
        all.put(
                "scientist",
                m -> csv(
                        UTF_8,
                        "",
                        ",",
                        "\n",
                        code,
                        n -> new BigDecimal(n).unscaledValue() + "E" + -new BigDecimal(n).scale(),
                        m));
        all.put(
                "per cent",
                m -> csv(
                        UTF_8,
                        "",
                        ";",
                        "\n",
                        code,
                        n -> comma(new BigDecimal(n).movePointRight(2).toPlainString()) + " %",
                        m));
        all.put("comma in quotes", m -> csv(UTF_8, "", ",", "\n", month -> month + "-28", n -> grouped(n, " "), m));
        all.put("trailing", m -> {
            String text = new String(csv(UTF_8, "", ";", "\n", code, DialectsIT::comma, m), UTF_8);
            return (text.replace("\n", ";;\n") + ";;;;;;\n\n\n").getBytes(UTF_8);
        });
        all.put("workbook", m -> workbook(m, 25569, false));
        all.put("workbook of a Macintosh", m -> workbook(m, 25569 - 1462, true));
        all.put("workbook of texts", DialectsIT::workbookOfTexts);
        all.put("JSON", m -> json("[", ",\n", "]", DialectsIT::jsonNumber, m));
        all.put(
                "JSON of texts",
                m -> json(
                        "\uFEFF[",
                        ",",
                        "]",
                        figure -> '"' + (figure.isNumber() ? comma(figure.value()) : figure.value()) + '"',
                        m));
        all.put("JSON per line", m -> json("", "\n", "\n", DialectsIT::jsonNumber, m));
        return all;
    }

    private static String stored(String metric) {
        List<String> lines = new ArrayList<>();
        for (JsonNode item : API.items("/observations?metric=" + metric)) {
            String value = item.get("value").isNull()
                    ? ""
                    : Api.decimal(item.get("value")).stripTrailingZeros().toPlainString();
            lines.add(Api.text(item.get("service")) + "/" + Api.text(item.get("organisation")) + " "
                    + Api.text(item.get("period")) + " " + Api.text(item.get("state")) + " " + value);
        }
        return String.join("\n", lines);
    }

    private static String expected() {
        return FIGURES.stream()
                .map(figure -> (figure.service().equals("E-möten") ? "e-moten" : "larplattform") + "/o"
                        + figure.organisation().charAt(figure.organisation().length() - 1) + " " + figure.month() + " "
                        + switch (figure.value()) {
                            case "-" -> "MISSING ";
                            case "." -> "NOT_APPLICABLE ";
                            case ".." -> "SECRET ";
                            default ->
                                "VALUE "
                                        + new BigDecimal(figure.value())
                                                .stripTrailingZeros()
                                                .toPlainString();
                        })
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theSameFiguresInEveryDialectAreTheSame() {
        assertEquals(200, FIGURES.size());
        Map<String, Function<String, byte[]>> dialects = dialects();
        assertTrue(dialects.size() >= 12);
        String expected = expected();
        int number = 0;
        for (Map.Entry<String, Function<String, byte[]>> dialect : dialects.entrySet()) {
            String metric = "d" + number++;
            API.store("/catalog", "metrics: [{code: %s, name: M, unit: \"1\", granularity: month}]".formatted(metric));
            // what decides is the delimiter; a file with commas between cells and in numbers must say so
            String decimal = dialect.getKey().equals("comma in quotes") ? "?decimal=comma" : "";
            Api.Answer first = API.take(decimal, dialect.getValue().apply(metric));
            assertEquals(
                    "200 rejected=0 created=200",
                    first.status() + " " + first.get(List.of("rejected", "created")),
                    dialect.getKey() + first.text());
            assertEquals(expected, stored(metric).lines().sorted().collect(Collectors.joining("\n")), dialect.getKey());
        }
    }

    /** The figures of one dialect again in every other are nothing new, whichever came first. */
    @Test
    void anotherDialectOfWhatIsThereChangesNothing() {
        API.store("/catalog", "metrics: [{code: same, name: M, unit: \"1\", granularity: month}]");
        dialects().forEach((name, dialect) -> {
            String decimal = name.equals("comma in quotes") ? "?decimal=comma" : "";
            Api.Answer answer = API.take(decimal, dialect.apply("same"));
            if (!name.equals("open data")) {
                assertEquals("unchanged=200 revision=null", answer.get(List.of("unchanged", "revision")), name);
            }
        });
    }
}
