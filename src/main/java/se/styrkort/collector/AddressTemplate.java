package se.styrkort.collector;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.styrkort.calendar.Period;

/**
 * An address with places for the window's periods: {@code {from}} and {@code {to}} are its first and last period as codes
 * ({@code 2026-03}), {@code {from_date}} and {@code {to_date}} its first and last day. With {@code {period}} there is one
 * address for each period, and the dates are that period's.
 */
record AddressTemplate(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> PLACES = Set.of("from", "to", "from_date", "to_date", "period");

    /** An address to ask, and what it is about: a period, a span of periods, or nothing. */
    record Asked(URI address, String about) {}

    /** The first place that means nothing. */
    Optional<String> unknownPlace() {
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            if (!PLACES.contains(place.group(1))) {
                return Optional.of(place.group());
            }
        }
        return Optional.empty();
    }

    boolean needsWindow() {
        return PLACE.matcher(text).find();
    }

    /** Whether every address that it makes is one that may be asked: http or https, with a host, without user or password. */
    boolean isWellFormed() {
        Period some = Period.month(2026, 1);
        return uri(filled(some, some)).filter(AddressTemplate::isAskable).isPresent();
    }

    static boolean isAskable(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && address.getHost() != null
                && address.getRawUserInfo() == null;
    }

    /** @param window the oldest first; not empty where it is needed */
    List<Asked> addresses(List<Period> window) {
        if (!needsWindow()) {
            return List.of(new Asked(URI.create(text), ""));
        }
        if (!text.contains("{period}")) {
            Period first = window.getFirst();
            Period last = window.getLast();
            return List.of(new Asked(
                    URI.create(filled(first, last)),
                    first.equals(last) ? first.code() : first.code() + "_" + last.code()));
        }
        List<Asked> asked = new ArrayList<>();
        for (Period period : window) {
            asked.add(new Asked(URI.create(filled(period, period)), period.code()));
        }
        return asked;
    }

    private String filled(Period first, Period last) {
        return PLACE.matcher(text).replaceAll(place -> switch (place.group(1)) {
            case "from", "period" -> first.code();
            case "to" -> last.code();
            case "from_date" -> first.first().toString();
            case "to_date" -> last.last().toString();
            default -> Matcher.quoteReplacement(place.group());
        });
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
