package se.styrkort.completeness;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.SerdeImport;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** Completeness over the API: which expected figures came, and why a cell is empty. */
@Controller("/api/v1/completeness")
@Needs(Permission.READ_FIGURES)
@SerdeImport(MatrixView.class)
@SerdeImport(MatrixView.CellView.class)
@SerdeImport(Why.class)
@SerdeImport(Why.From.class)
@SerdeImport(Why.Row.class)
class CompletenessController {
    private final MatrixRepository matrices;
    private final Messages messages;

    CompletenessController(MatrixRepository matrices, Messages messages) {
        this.matrices = matrices;
        this.messages = messages;
    }

    /** Never paged: a metric has a row per followed service. */
    @Get
    Listing<MatrixView> matrix(
            Actor actor,
            @Nullable @QueryValue String metric,
            @Nullable @QueryValue String service,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String asOf) {
        Question question = new Question(
                given(metric),
                given(service),
                given(organisation),
                period("from", from),
                period("to", to),
                Instants.read("asOf", asOf));
        return Listing.whole(MatrixView.of(matrices.read(actor, question)));
    }

    @Get("/why")
    Why why(
            Actor actor,
            @Nullable @QueryValue String metric,
            @Nullable @QueryValue String service,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String asOf) {
        Question question = cell(metric, service, organisation, period, asOf);
        Instant now = Objects.requireNonNullElseGet(question.asOf(), Instant::now);
        return Why.of(matrices.read(actor, question), question, now, messages, Messages.ENGLISH);
    }

    /** The question about one cell; 400 for what is left out. */
    static Question cell(
            @Nullable String metric,
            @Nullable String service,
            @Nullable String organisation,
            @Nullable String period,
            @Nullable String asOf) {
        Period of = period("period", period);
        if (given(metric) == null || given(service) == null || of == null) {
            throw ProblemException.invalidParameter(
                    given(metric) == null ? "metric" : given(service) == null ? "service" : "period", "");
        }
        return new Question(given(metric), given(service), given(organisation), of, of, Instants.read("asOf", asOf));
    }

    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static @Nullable Period period(String parameter, @Nullable String text) {
        String code = given(text);
        return code == null
                ? null
                : Period.parse(code).orElseThrow(() -> ProblemException.invalidParameter(parameter, code));
    }
}
