package se.styrkort.ingest;

import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Entitlement;

/**
 * What a deliverer asks for beside the file.
 *
 * @param source code; a source that is not known is created
 * @param decimal the decimal sign; null: as the profile says
 * @param takeover whether series of another source become this one's
 * @param strict whether one rejected row keeps the whole file out
 * @param reason why earlier figures are restated
 * @param actor who delivers
 * @param mayRestateClosed whether the deliverer may restate closed periods
 * @param limits whose figures the deliverer may bring; null: everybody's
 */
public record ImportOrder(
        String profile,
        String source,
        @Nullable Character decimal,
        boolean dryRun,
        boolean takeover,
        boolean strict,
        @Nullable String reason,
        String actor,
        boolean mayRestateClosed,
        @Nullable Entitlement limits) {}
