package se.styrkort.comparison;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Organisation;
import se.styrkort.scorecard.ScorecardDefaults;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.ProblemException;

/** Comparisons of organisations over the API. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/api/v1/comparisons")
class ComparisonController {
    private final ScorecardDefaults defaults;
    private final PeerRepository peers;
    private final EntitlementRepository entitlements;

    ComparisonController(ScorecardDefaults defaults, PeerRepository peers, EntitlementRepository entitlements) {
        this.defaults = defaults;
        this.peers = peers;
        this.entitlements = entitlements;
    }

    /**
     * Who was compared: places are about this group and no other.
     *
     * @param organisations those that were asked for one by one
     * @param size the size of {@code sizeLike} by the model's metric, where both were asked for and known
     * @param members codes of all that were compared
     */
    @Serdeable
    record GroupView(
            @Nullable String kind,
            @Nullable String below,
            List<String> organisations,
            @Nullable String sizeLike,
            @Nullable BigDecimal size,
            List<String> members) {
        static GroupView of(PeerGroup group) {
            ComparisonFilter filter = group.filter();
            SizeBand band = group.band();
            return new GroupView(
                    filter.kind(),
                    filter.below(),
                    filter.organisations(),
                    filter.sizeLike(),
                    band == null ? null : band.size(),
                    group.peers().stream().map(Subject::code).toList());
        }
    }

    /** The answer's frame; what was asked for, and with what it was recomputed. */
    @Serdeable
    record ComparisonView(
            String model,
            int version,
            String period,
            String periodState,
            Instant asOf,
            long revision,
            GroupView group,
            Comparison.Recomputation recomputed,
            List<String> incomparable,
            List<Ranking> rankings,
            List<Dominance> dominances) {}

    @Get
    ComparisonView compare(HttpRequest<?> request, Actor actor) {
        ComparisonParameters asked =
                new ComparisonParameters(request.getParameters().asMap());
        Entitlement entitlement = entitlements.of(actor);
        ComparisonFilter filter = asked.filter("sizeLike");
        PeerGroup group = peers.group(
                defaults.question(
                        asked.first("model"), asked.first("version"), asked.first("period"), asked.first("asOf")),
                entitlement,
                filter);
        ScorecardReading reading = group.reading();
        for (String code : filter.organisations()) {
            Organisation known = reading.catalog().organisation(code);
            if (known == null) {
                throw ProblemException.invalidParameter("organisation", code);
            }
            if (!Subject.organisation(code).isSeenBy(entitlement, null, reading.catalog())) {
                throw Entitlement.refusal(code);
            }
        }
        Comparison comparison = Comparison.of(reading, group.peers());
        return new ComparisonView(
                reading.model().code(),
                reading.model().version(),
                reading.period().code(),
                reading.closed() ? "closed" : "open",
                reading.asOf(),
                reading.revision(),
                GroupView.of(group),
                comparison.recomputed(),
                comparison.incomparable(),
                comparison.rankings(),
                comparison.dominances());
    }
}
