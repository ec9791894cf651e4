package se.styrkort.scorecard;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Organisation;

/** All organisations beside each other, by name and never by a number: a scorecard is a balance, not a league. */
public record ComparisonPage(
        ScorecardReading reading,
        Entitlement entitlement,
        ComparisonFilter filter,
        ScorecardChoices choices,
        ScorecardAddress address,
        ScorecardWords words) {
    /**
     * One organisation.
     *
     * @param scorecard absent when the organisation has no figures in the period
     */
    public record Row(Organisation organisation, @Nullable Scorecard scorecard) {}

    /** Every organisation chosen that exists in the period and whose scorecard the reader may see. */
    public List<Row> rows(Locale locale) {
        Collator alphabet = Collator.getInstance(locale);
        return seen().filter(organisation -> filter.holds(organisation, reading.catalog()))
                .map(organisation -> new Row(
                        organisation,
                        reading.of(Subject.organisation(organisation.code())).orElse(null)))
                .filter(row -> row.scorecard() != null || exists(row.organisation()))
                .sorted(Comparator.comparing(row -> row.organisation().name().in(locale), alphabet))
                .toList();
    }

    private Stream<Organisation> seen() {
        return reading.catalog().list(Kind.ORGANISATION).stream()
                .map(version -> (Organisation) version.entry())
                .filter(organisation ->
                        Subject.organisation(organisation.code()).isSeenBy(entitlement, null, reading.catalog()));
    }

    /** The kinds that there are to choose among, the one chosen among them. */
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        seen().map(Organisation::kind).filter(Objects::nonNull).forEach(kinds::add);
        if (filter.kind() != null) {
            kinds.add(filter.kind());
        }
        return kinds;
    }

    /** Organisations that have others below them, by name. */
    public List<Organisation> parents(Locale locale) {
        Set<String> parents = new TreeSet<>();
        seen().map(Organisation::parent).filter(Objects::nonNull).forEach(parents::add);
        return seen().filter(organisation -> parents.contains(organisation.code()))
                .sorted(Comparator.comparing(
                        organisation -> organisation.name().in(locale), Collator.getInstance(locale)))
                .toList();
    }

    private boolean exists(Organisation organisation) {
        return begins(organisation.validFrom()) && !ended(organisation.validTo());
    }

    private boolean begins(@Nullable String from) {
        return from == null
                || Period.parse(from)
                        .map(first -> !first.first().isAfter(reading.period().last()))
                        .orElse(true);
    }

    private boolean ended(@Nullable String to) {
        return to != null
                && Period.parse(to)
                        .map(last -> last.last().isBefore(reading.period().first()))
                        .orElse(false);
    }

    public TargetCount targets(PerspectiveScore score) {
        return TargetCount.of(score.measures());
    }

    /** Whether there is no organisation whose scorecard the reader may see. */
    public boolean isOutOfScope() {
        return seen().findAny().isEmpty();
    }
}
