package se.styrkort.comparison;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Organisation;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;

/**
 * Who is compared with whom (jämförelsegrupp), and out of whom they were chosen.
 *
 * @param reading of what the reader may see
 * @param filter what was asked for
 * @param band absent unless a size was asked for
 * @param seen every organisation whose scorecard the reader may see
 * @param choosable of those, the ones that one may choose among one by one
 * @param members who is in the group: those that exist in the period or have figures in it
 */
public record PeerGroup(
        ScorecardReading reading,
        ComparisonFilter filter,
        @Nullable SizeBand band,
        List<Organisation> seen,
        List<Organisation> choosable,
        List<Organisation> members) {
    public PeerGroup {
        seen = List.copyOf(seen);
        choosable = List.copyOf(choosable);
        members = List.copyOf(members);
    }

    static PeerGroup of(
            ScorecardReading all, Entitlement entitlement, ComparisonFilter filter, @Nullable SizeBand band) {
        ScorecardReading reading = all.seenBy(entitlement);
        List<Organisation> seen = reading.catalog().list(Kind.ORGANISATION).stream()
                .map(version -> (Organisation) version.entry())
                .filter(organisation ->
                        Subject.organisation(organisation.code()).isSeenBy(entitlement, null, reading.catalog()))
                .toList();
        Set<String> scored =
                reading.scorecards().stream().map(each -> each.subject().code()).collect(Collectors.toSet());
        List<Organisation> choosable = seen.stream()
                .filter(organisation -> filter.ofAnyone().holds(organisation, reading.catalog()))
                .filter(organisation -> band == null || band.holds(organisation))
                .filter(organisation -> scored.contains(organisation.code()) || exists(organisation, reading.period()))
                .toList();
        List<Organisation> members = choosable.stream()
                .filter(organisation -> filter.holds(organisation, reading.catalog()))
                .toList();
        return new PeerGroup(reading, filter, band, seen, choosable, members);
    }

    private static boolean exists(Organisation organisation, Period period) {
        return begins(organisation.validFrom(), period) && !ended(organisation.validTo(), period);
    }

    private static boolean begins(@Nullable String from, Period period) {
        return from == null
                || Period.parse(from)
                        .map(first -> !first.first().isAfter(period.last()))
                        .orElse(true);
    }

    private static boolean ended(@Nullable String to, Period period) {
        return to != null
                && Period.parse(to)
                        .map(last -> last.last().isBefore(period.first()))
                        .orElse(false);
    }

    /** Those of the members that have a scorecard in the period. */
    public List<Subject> peers() {
        Set<String> codes = members.stream().map(Organisation::code).collect(Collectors.toSet());
        return reading.scorecards().stream()
                .map(Scorecard::subject)
                .filter(subject -> codes.contains(subject.code()))
                .toList();
    }

    /** The kinds that there are to choose among, the one chosen among them. */
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        seen.stream().map(Organisation::kind).filter(Objects::nonNull).forEach(kinds::add);
        if (filter.kind() != null) {
            kinds.add(filter.kind());
        }
        return kinds;
    }

    /** Organisations that have others below them, by name. */
    public List<Organisation> parents(Locale locale) {
        Set<String> parents =
                seen.stream().map(Organisation::parent).filter(Objects::nonNull).collect(Collectors.toSet());
        return byName(
                seen.stream()
                        .filter(organisation -> parents.contains(organisation.code()))
                        .toList(),
                locale);
    }

    /** Alphabetical in the reader's language: an order that ranks nobody. */
    public static List<Organisation> byName(List<Organisation> organisations, Locale locale) {
        Collator alphabet = Collator.getInstance(locale);
        return organisations.stream()
                .sorted(Comparator.comparing(organisation -> organisation.name().in(locale), alphabet))
                .toList();
    }
}
