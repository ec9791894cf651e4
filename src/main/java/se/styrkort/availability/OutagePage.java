package se.styrkort.availability;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.web.Problem;

/**
 * One outage with its versions, or the form of a new one; and what was found out about the form.
 *
 * @param versions the newest first; empty: it is a new one
 * @param services that may be chosen
 * @param form as it was filled in
 * @param withdrawing whether the effect is that of a withdrawal
 */
public record OutagePage(
        List<OutageVersion> versions,
        Catalog catalog,
        List<Service> services,
        OutageForm form,
        @Nullable OutageEffect effect,
        boolean withdrawing,
        @Nullable Problem problem,
        boolean saved) {
    public boolean isNew() {
        return versions.isEmpty();
    }

    public OutageVersion now() {
        return versions.getFirst();
    }

    public String address() {
        return isNew() ? "/outages/new" : "/outages/" + now().id();
    }

    /** Whether it still has to be said why closed figures change. */
    public boolean asksReason() {
        return !isNew() || (effect != null && effect.objection() != null) || hasReason();
    }

    private boolean hasReason() {
        String reason = form.changeReason();
        return reason != null && !reason.isBlank();
    }

    public String service(OutageVersion version, Locale locale) {
        return name(version.outage().service(), locale);
    }

    private String name(long service, Locale locale) {
        Optional<Catalog.Version> known = catalog.find(service);
        return known.map(version -> ((Service) version.entry()).name().in(locale))
                .orElse("–");
    }

    public String changed(OutageEffect.Change change, Locale locale) {
        return name(change.before().service().id(), locale);
    }

    /** Services of which outages may be recorded, by name. */
    public List<Service> servicesByName(Locale locale) {
        return new OutageListPage(Instant.MIN, List.of(), services, null, List.of(), null, false, false)
                .servicesByName(locale);
    }

    static List<Service> services(Catalog catalog) {
        return catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .toList();
    }
}
