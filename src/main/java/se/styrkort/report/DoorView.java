package se.styrkort.report;

import java.text.Collator;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.ManagementObject;
import se.styrkort.catalog.ObjectProduct;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;
import se.styrkort.observation.SpanRepository;

/**
 * What a door shows and what a reader may choose there.
 *
 * @param catalog as it was at the revision that is read
 * @param revision the last change that counts
 * @param sight what of it the reader may see
 * @param span months that have figures
 * @param closed months of the span that are closed
 * @param month the one chosen
 * @param address with all that was chosen
 */
public record DoorView(
        Catalog catalog,
        long revision,
        Sight sight,
        SpanRepository.Span span,
        Set<Period> closed,
        Period month,
        DoorAddress address) {
    /** Ten years of months: beyond them a period is written in the address. */
    private static final int MONTHS = 120;

    public DoorView {
        closed = Set.copyOf(closed);
        if (month.granularity() != Granularity.MONTH) {
            throw new IllegalArgumentException("a door shows a month: " + month);
        }
    }

    /** An object with its products, as they are chosen among. */
    public record Branch(ManagementObject object, List<ObjectProduct> products) {}

    /** An organisation and how many are above it among those that are shown. */
    public record Twig(Organisation organisation, int depth) {}

    /** Whether the page shows what is known now. */
    public boolean isNow() {
        return address.asOf() == null;
    }

    /** Whether two months may be held against each other: an unfinished one against a whole one would mislead. */
    public boolean areComparable(Period one, Period other) {
        return isClosed(one) && isClosed(other);
    }

    public boolean isClosed(Period month) {
        return closed.contains(month);
    }

    /** The newest first; the one chosen is there even when it has no figures. */
    public List<Period> months() {
        List<Period> months = new ArrayList<>();
        for (Period each = span.last();
                each.compareTo(span.first()) >= 0 && months.size() < MONTHS;
                each = each.previous()) {
            months.add(each);
        }
        if (!months.contains(month)) {
            months.addFirst(month);
        }
        return months;
    }

    /** So many months up to the one chosen, ascending. */
    public List<Period> monthsBefore(int number) {
        List<Period> months = new ArrayList<>();
        for (int i = number - 1; i >= 0; i--) {
            months.add(month.plus(-i));
        }
        return months;
    }

    public Period lastYear() {
        return month.plus(-12);
    }

    public YearMonth yearMonth() {
        return YearMonth.from(month.first());
    }

    public @Nullable Organisation organisation() {
        return address.organisation() == null ? null : catalog.organisation(address.organisation());
    }

    /** Objects with their products, by name. */
    public List<Branch> branches(Locale locale) {
        Collator alphabet = Collator.getInstance(locale);
        return catalog.list(Kind.OBJECT).stream()
                .map(version -> (ManagementObject) version.entry())
                .sorted(Comparator.comparing(object -> object.name().in(locale), alphabet))
                .map(object -> new Branch(
                        object,
                        products().stream()
                                .filter(product -> product.object().equals(object.code()))
                                .sorted(Comparator.comparing(
                                        product -> product.name().in(locale), alphabet))
                                .toList()))
                .filter(branch -> !branch.products().isEmpty())
                .toList();
    }

    /** Products with any service that the reader may see. */
    private List<ObjectProduct> products() {
        Set<String> seen = catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .filter(service -> sight.sees(service.code(), null))
                .map(Service::product)
                .collect(Collectors.toSet());
        return catalog.list(Kind.PRODUCT).stream()
                .map(version -> (ObjectProduct) version.entry())
                .filter(product -> seen.contains(product.code()))
                .toList();
    }

    /** Services of the product or object chosen, or all, that the reader may see. */
    public List<Service> services() {
        String chosen = address.product();
        return catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .filter(service -> sight.sees(service.code(), address.organisation()))
                .filter(service -> chosen == null || chosen.equals(service.product()) || isOf(service, chosen))
                .toList();
    }

    private boolean isOf(Service service, String object) {
        return catalog.find(Kind.PRODUCT, object).isEmpty()
                && catalog.find(Kind.PRODUCT, service.product())
                        .map(product ->
                                ((ObjectProduct) product.entry()).object().equals(object))
                        .orElse(false);
    }

    /** Organisations from the top, each followed by those below it, by name; those of the one chosen, or all that are seen. */
    public List<Twig> organisations(Locale locale, boolean belowChosen) {
        List<Organisation> all = catalog.list(Kind.ORGANISATION).stream()
                .map(version -> (Organisation) version.entry())
                .filter(each -> sight.holds(each.code()))
                .toList();
        Set<String> seen = all.stream().map(Organisation::code).collect(Collectors.toSet());
        Organisation chosen = organisation();
        List<Twig> twigs = new ArrayList<>();
        Comparator<Organisation> byName =
                Comparator.comparing(organisation -> organisation.name().in(locale), Collator.getInstance(locale));
        List<Organisation> roots = belowChosen && chosen != null
                ? List.of(chosen)
                : all.stream()
                        .filter(each -> each.parent() == null || !seen.contains(each.parent()))
                        .sorted(byName)
                        .toList();
        roots.forEach(root -> grow(twigs, root, 0, all, byName));
        return twigs;
    }

    private static void grow(
            List<Twig> twigs, Organisation root, int depth, List<Organisation> all, Comparator<Organisation> byName) {
        if (twigs.stream().anyMatch(twig -> twig.organisation().equals(root))) {
            return;
        }
        twigs.add(new Twig(root, depth));
        all.stream()
                .filter(each -> root.code().equals(each.parent()))
                .sorted(byName)
                .forEach(each -> grow(twigs, each, depth + 1, all, byName));
    }
}
