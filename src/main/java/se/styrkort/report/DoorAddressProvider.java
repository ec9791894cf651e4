package se.styrkort.report;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.web.Instants;
import se.styrkort.web.ProblemException;

/** Reads what a reader chose from the address of a door's page; a form's empty field chooses nothing. */
@Singleton
final class DoorAddressProvider implements TypedRequestArgumentBinder<DoorAddress> {
    @Override
    public Argument<DoorAddress> argumentType() {
        return Argument.of(DoorAddress.class);
    }

    @Override
    public BindingResult<DoorAddress> bind(ArgumentConversionContext<DoorAddress> context, HttpRequest<?> request) {
        DoorAddress address = new DoorAddress(
                month(text(request, "period")),
                text(request, "organisation"),
                text(request, "product"),
                Instants.read("asOf", text(request, "asOf")));
        return () -> Optional.of(address);
    }

    private static @Nullable String text(HttpRequest<?> request, String name) {
        String text = request.getParameters().get(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** To a reader a month that is none does not exist, like any other address that is not there. */
    private static @Nullable Period month(@Nullable String code) {
        return code == null
                ? null
                : Period.parse(code)
                        .filter(period -> period.granularity() == Granularity.MONTH)
                        .orElseThrow(() -> new ProblemException(404, "unknown_month", code));
    }
}
