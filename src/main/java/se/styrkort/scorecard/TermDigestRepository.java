package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.ingest.Intake;
import se.styrkort.observation.ObservationDigest;
import se.styrkort.observation.ObservationDigestRepository;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;
import se.styrkort.store.RevisionRepository;

/** What the terms of a model's measures were computed from, as digests: for who freezes scores or checks them. */
@Singleton
public final class TermDigestRepository {
    private final RevisionRepository revisions;
    private final ObservationDigestRepository observations;
    private final Collection<Intake> intakes;

    TermDigestRepository(
            RevisionRepository revisions, ObservationDigestRepository observations, Collection<Intake> intakes) {
        this.revisions = revisions;
        this.observations = observations;
        this.intakes = intakes;
    }

    /** Terms of the same text in the same window read the same observations. */
    private record Asked(Term term, Window window) {}

    /** What observations there were behind the terms, and the imports that brought them. */
    public static final class Digests {
        private final Map<Asked, Map<Subject, ObservationDigest>> byTerm = new HashMap<>();
        private final Set<Long> imports = new HashSet<>();

        private Digests() {}

        public ObservationDigest of(Subject subject, Measure measure, Term term) {
            return byTerm.getOrDefault(new Asked(term, measure.window()), Map.of())
                    .getOrDefault(subject, ObservationDigest.NONE);
        }

        public Set<Long> imports() {
            return Set.copyOf(imports);
        }
    }

    /**
     * The digests of all terms of all measures for each subject.
     *
     * @param connection of a snapshot
     * @param catalog as it was at the revision
     */
    public Digests read(
            Connection connection,
            ScorecardModel model,
            Period period,
            List<Subject> subjects,
            Catalog catalog,
            long revision)
            throws SQLException {
        RollupRepository.At at = new RollupRepository.At(revision, revision == revisions.at(connection, null));
        List<Scope> scopes =
                MeasureRepository.scopes(new MeasureRepository.View(connection, catalog, at, null), subjects);
        Digests digests = new Digests();
        Map<Asked, Rollup> rollups = new LinkedHashMap<>();
        for (Measure measure : model.measures()) {
            for (Term term : measure.terms()) {
                MeasureRepository.rollup(catalog, new Terms.Question(term, measure.window(), period.lastMonth()))
                        .ifPresent(rollup -> rollups.put(new Asked(term, measure.window()), rollup));
            }
        }
        if (scopes.isEmpty()) {
            return digests;
        }
        List<Map<Integer, ObservationDigest>> found = observations.of(
                connection,
                catalog,
                at,
                scopes,
                List.copyOf(rollups.values()),
                digests.imports,
                source -> intakes.stream().anyMatch(intake -> intake.computes(source)));
        Iterator<Map<Integer, ObservationDigest>> next = found.iterator();
        rollups.keySet().forEach(asked -> {
            Map<Subject, ObservationDigest> bySubject = new HashMap<>();
            next.next().forEach((number, digest) -> bySubject.put(subjects.get(number), digest));
            digests.byTerm.put(asked, bySubject);
        });
        return digests;
    }
}
