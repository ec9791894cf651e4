package se.styrkort.observation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.web.SpreadsheetCsv;

/**
 * Observations as a workbook (XLSX), written row by row. Numbers are numbers, days and months are dates, and text is
 * text: its cells are marked as such, so nothing in them is a formula, and they are defused all the same, for who saves the
 * sheet as CSV.
 */
final class ObservationWorkbook implements ObservationSink {
    /** Rows that Excel takes in one sheet. */
    private static final int ROWS = 1_048_576;

    /** Rows in memory before they are written. */
    private static final int AT_ONCE = 1_000;

    private static final List<Double> WIDTHS = List.of(12.0, 28.0, 24.0, 24.0, 16.0, 16.0, 18.0, 14.0, 12.0, 12.0);

    private final Workbook workbook;
    private final int most;
    private Worksheet sheet;
    private int sheets;
    private int row;

    ObservationWorkbook(OutputStream out) {
        this(out, ROWS);
    }

    /** @param most rows of one sheet, its header included; what is more goes to the next one */
    ObservationWorkbook(OutputStream out, int most) {
        this.workbook = new Workbook(out, "Styrkort", "1.0");
        this.most = most;
        this.sheet = begin();
    }

    private Worksheet begin() {
        sheets++;
        row = 0;
        Worksheet begun = workbook.newWorksheet(sheets == 1 ? "observations" : "observations " + sheets);
        begun.freezePane(0, 1);
        for (int column = 0; column < COLUMNS.size(); column++) {
            begun.width(column, WIDTHS.get(column));
            begun.inlineString(0, column, COLUMNS.get(column));
            begun.style(0, column).bold().set();
        }
        row++;
        return begun;
    }

    @Override
    public void write(ObservationRepository.Keyed written) throws IOException {
        if (row == most) {
            sheet.finish();
            sheet = begin();
        }
        Observation each = written.observation();
        period(written);
        text(1, each.metric());
        text(2, each.service());
        text(3, each.organisation());
        text(4, each.qualifier());
        text(5, each.state().name());
        number(6, each.value());
        text(7, each.quality().name());
        number(8, written.sampleSize());
        number(9, written.stdDev());
        row++;
        if (row % AT_ONCE == 0) {
            sheet.flush();
        }
    }

    private void period(ObservationRepository.Keyed written) {
        Granularity granularity = written.period().granularity();
        if (granularity == Granularity.DAY || granularity == Granularity.MONTH) {
            sheet.value(row, 0, written.period().first());
            sheet.style(row, 0)
                    .format(granularity == Granularity.DAY ? "yyyy-mm-dd" : "yyyy-mm")
                    .set();
        } else {
            text(0, written.observation().period());
        }
    }

    private void text(int column, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            sheet.inlineString(row, column, SpreadsheetCsv.defused(text));
        }
    }

    private void number(int column, @Nullable Number number) {
        if (number != null) {
            sheet.value(row, column, number);
        }
    }

    @Override
    public void close() throws IOException {
        workbook.finish();
    }
}
