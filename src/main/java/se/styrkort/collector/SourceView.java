package se.styrkort.collector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * A source as the API shows it.
 *
 * @param rhythm as it was said; absent: as long as the periods of the newest figures are
 * @param maxAge as it was said
 * @param freshness a code of {@link Freshness.State}
 * @param expectedPeriod the one that is waited for
 * @param lateAfter when its figures are late
 * @param collectors codes of those that fetch from it; none for who does not see what they do
 */
public record SourceView(
        String code,
        String owner,
        @Nullable String rhythm,
        @Nullable String maxAge,
        String description,
        String freshness,
        @Nullable Instant lastImport,
        @Nullable String newestPeriod,
        @Nullable String expectedPeriod,
        @Nullable Instant lateAfter,
        List<String> collectors) {
    static SourceView of(Freshness freshness, Instant now, List<CollectorView> collectors) {
        Source source = freshness.source();
        return new SourceView(
                source.code(),
                source.owner(),
                Optional.ofNullable(source.rhythm()).map(Rhythm::code).orElse(null),
                source.maxAge(),
                source.description(),
                freshness.state(now).code(),
                freshness.lastImport(),
                Optional.ofNullable(freshness.newest()).map(Period::code).orElse(null),
                freshness.expected().map(Period::code).orElse(null),
                freshness.due().orElse(null),
                collectors.stream()
                        .filter(collector -> collector.source().equals(source.code()))
                        .map(CollectorView::code)
                        .toList());
    }
}
