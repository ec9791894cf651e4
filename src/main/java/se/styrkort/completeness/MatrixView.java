package se.styrkort.completeness;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One service's cells of one metric, as the API shows them. */
public record MatrixView(String metric, String service, List<CellView> cells) {
    /**
     * A cell.
     *
     * @param state {@code complete | partly | empty}
     * @param cause a code of {@link Cause}; absent for what is complete
     */
    public record CellView(
            String period, String state, @Nullable String cause, int expected, int values) {
        static CellView of(Cell cell) {
            Cause cause = cell.cause();
            return new CellView(
                    cell.period().code(),
                    cell.state().code(),
                    cause == null ? null : cause.code(),
                    cell.expected(),
                    cell.values());
        }
    }

    static List<MatrixView> of(MatrixRepository.Reading reading) {
        List<MatrixView> views = new ArrayList<>();
        for (Question.Matrix matrix : reading.matrices()) {
            for (Question.Row row : matrix.rows()) {
                views.add(new MatrixView(
                        matrix.metric().code(),
                        row.service().code(),
                        row.cells().stream().map(CellView::of).toList()));
            }
        }
        return views;
    }
}
