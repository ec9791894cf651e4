package se.styrkort.ingest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Page;
import se.styrkort.web.SpreadsheetCsv;

/** Rejections as a spreadsheet file in the reader's language, made piece by piece: there may be a million of them. */
final class RejectionFile {
    static final int AT_ONCE = 1_000;

    private final Page page;
    private final Function<RejectionPlace, List<Rejection>> source;

    /** @param source the next rejections after a place, none at the end */
    RejectionFile(Page page, Function<RejectionPlace, List<Rejection>> source) {
        this.page = page;
        this.source = source;
    }

    InputStream open() {
        return new SequenceInputStream(new Pieces());
    }

    /** An enumeration, because that is what a sequence of streams is made of. */
    @SuppressWarnings("JdkObsolete")
    private final class Pieces implements Enumeration<InputStream> {
        private RejectionPlace place = RejectionPlace.START;
        private byte @Nullable [] piece = SpreadsheetCsv.head(List.of(
                page.t("imports.line"), page.t("imports.column"), page.t("imports.value"), page.t("imports.fault")));

        @Override
        public boolean hasMoreElements() {
            return piece != null;
        }

        @Override
        public InputStream nextElement() {
            if (piece == null) {
                throw new NoSuchElementException();
            }
            InputStream ready = new ByteArrayInputStream(piece);
            List<Rejection> next = source.apply(place);
            place = place.after(next);
            piece = next.isEmpty()
                    ? null
                    : SpreadsheetCsv.rows(next.stream().map(this::cells).toList());
            return ready;
        }

        private List<String> cells(Rejection rejection) {
            ImportView.Row row = ImportView.Row.of(rejection, page);
            return List.of(String.valueOf(row.line()), row.column(), row.value(), row.message());
        }
    }
}
