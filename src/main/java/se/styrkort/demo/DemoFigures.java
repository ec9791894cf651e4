package se.styrkort.demo;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;
import se.styrkort.calendar.Period;

/**
 * Synthetic figures for the demonstration: 36 months of the metrics that the shipped model reads, but for those that are
 * computed of {@link DemoInputs}, as CSV of the profile {@code observations} (semicolons, decimal comma, line feeds). The same last month gives the same bytes on every
 * machine. Organisations are those of {@code demo/organisations.yaml}, services those of {@code shipped/ikt.yaml}.
 */
public final class DemoFigures {
    private static final String HEADER =
            "period;metric;service;organisation;qualifier;value;state;quality;sample_size;std_dev;reason";

    private final Timeline time;

    /** Figures up to and including this month, the last closed one; an {@link IllegalArgumentException} for no month. */
    public DemoFigures(Period lastMonth) {
        this.time = new Timeline(lastMonth);
    }

    /** The first delivery: some 35,000 rows, month by month, written as they are made. The writer stays open. */
    public void write(Writer writer) throws IOException {
        CsvLines.write(writer, HEADER, line -> each(figure -> line.accept(figure.csv())));
    }

    /** The second delivery: a handful of rows that restate figures of one earlier month, each with its reason. */
    public void writeRestatement(Writer writer) throws IOException {
        CsvLines.write(
                writer,
                HEADER,
                line -> each(figure -> {
                    Figure restated = Restatement.of(time, figure);
                    if (restated != null) {
                        line.accept(restated.csv());
                    }
                }));
    }

    /** Every figure of the first delivery, in the order of the file. */
    void each(Consumer<Figure> out) {
        Consumer<Figure> gapped = figure -> out.accept(Gaps.in(time, figure));
        UsageFigures usage = new UsageFigures(time, gapped);
        CostFigures cost = new CostFigures(time, gapped);
        CheckFigures checks = new CheckFigures(time, gapped);
        SurveyFigures surveys = new SurveyFigures(time, gapped);
        for (Period month : time.months()) {
            for (OrganisationShape organisation : OrganisationShape.ALL) {
                usage.of(organisation, month);
                cost.of(organisation, month);
                checks.of(organisation, month);
            }
            surveys.of(month);
            usage.inhabitants(month);
            Gaps.withoutCitizens(month, gapped);
        }
    }
}
