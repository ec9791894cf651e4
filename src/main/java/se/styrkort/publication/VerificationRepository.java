package se.styrkort.publication;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.CanonicalJson;
import se.styrkort.document.Sha256;
import se.styrkort.ingest.KeptBytesRepository;
import se.styrkort.scorecard.ModelReader;
import se.styrkort.scorecard.ModelRepository;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardRepository;
import se.styrkort.scorecard.Subject;
import se.styrkort.scorecard.TermDigestRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/**
 * Verifies publications: computes them again from the database as of their revision, with the model that was published, and
 * compares everything; looks at the bytes that were delivered, and at the chain. Asks nothing that is remembered.
 */
@Singleton
final class VerificationRepository {
    private final TransactionFactory transactions;
    private final PublicationRepository publications;
    private final PublishedScoreRepository storedScores;
    private final ContentFactory contents;
    private final ModelRepository models;
    private final ScorecardRepository scorecards;
    private final TermDigestRepository digests;
    private final KeptBytesRepository deliveries;

    VerificationRepository(
            TransactionFactory transactions,
            PublicationRepository publications,
            PublishedScoreRepository storedScores,
            ContentFactory contents,
            ModelRepository models,
            ScorecardRepository scorecards,
            TermDigestRepository digests,
            KeptBytesRepository deliveries) {
        this.transactions = transactions;
        this.publications = publications;
        this.storedScores = storedScores;
        this.contents = contents;
        this.models = models;
        this.scorecards = scorecards;
        this.digests = digests;
        this.deliveries = deliveries;
    }

    /** 404 when there is no such publication. */
    Verification verify(long id) {
        return transactions.inSnapshot(connection -> {
            Publication publication =
                    publications.find(connection, id).orElseThrow(() -> ProblemException.unknown(String.valueOf(id)));
            return new Walk(connection, publication).verify();
        });
    }

    /** One verification inside one snapshot. */
    private final class Walk {
        private final Connection connection;
        private final Publication publication;
        private final Map<Check, Integer> found = new EnumMap<>(Check.class);
        private final List<Difference> shown = new ArrayList<>();
        private final Sha256 sum = new Sha256();
        private final Map<Subject, Scorecard> recomputed = new HashMap<>();
        private final Set<Subject> published = new HashSet<>();
        private @Nullable ScorecardReading reading;
        private TermDigestRepository.@Nullable Digests behind;
        private boolean headIsRead;
        private boolean strict;

        Walk(Connection connection, Publication publication) {
            this.connection = connection;
            this.publication = publication;
        }

        private void add(Difference difference) {
            found.merge(difference.check(), 1, Integer::sum);
            if (shown.size() < Verification.SHOWN) {
                shown.add(difference);
            }
        }

        private void add(Check check, String what, @Nullable String expected, @Nullable String actual, Why why) {
            add(new Difference(check, null, null, what, expected, actual, why));
        }

        Verification verify() throws SQLException {
            publications.content(connection, publication.id(), this::part);
            for (Subject missing : recomputed.keySet()) {
                if (!published.contains(missing)) {
                    add(new Difference(Check.RESULTS, missing, null, "subject", null, missing.code(), Why.SUBJECT));
                }
            }
            for (Subject stored : storedScores.subjects(connection, publication.id())) {
                if (!published.contains(stored)) {
                    add(new Difference(Check.SCORES, stored, null, "subject", null, stored.code(), Why.STORED_SCORE));
                }
            }
            String content = sum.hex();
            chain();
            int files = delivered();
            if (!content.equals(publication.contentHash())) {
                shown.replaceAll(
                        difference -> isBesideContent(difference) ? difference : difference.because(Why.CONTENT));
                add(Check.CONTENT, "contentHash", publication.contentHash(), content, Why.CONTENT);
            }
            shown.sort(Comparator.comparing(Difference::check));
            return new Verification(publication, found, shown, recomputed.size(), files);
        }

        /** Whether a difference has nothing to do with what the stored content says. */
        private boolean isBesideContent(Difference difference) {
            return difference.check() == Check.CHAIN || difference.check() == Check.DELIVERIES;
        }

        private void part(String part) throws SQLException {
            sum.add(part);
            if (part.equals(ContentFactory.END)) {
                return;
            }
            if (!headIsRead) {
                headIsRead = true;
                Map<String, @Nullable Object> head = parsed(() -> contents.read(part + ContentFactory.END));
                if (head != null) {
                    head(head);
                }
                return;
            }
            String subject = part.startsWith(",") ? part.substring(1) : part;
            Map<String, @Nullable Object> frozen = parsed(() -> contents.read(subject));
            Scorecard card = parsed(() -> contents.scorecard(subject));
            if (frozen != null && card != null) {
                subject(subject, frozen, card);
            }
        }

        private interface Parsing<T> {
            T run() throws IOException;
        }

        /** Null, and a difference, where who changed it left nothing that can be read; the hash tells the rest. */
        private <T> @Nullable T parsed(Parsing<T> parsing) {
            try {
                return parsing.run();
            } catch (IOException | RuntimeException _) {
                add(Check.CONTENT, "part", null, null, Why.CONTENT);
                return null;
            }
        }

        private void head(Map<String, @Nullable Object> head) throws SQLException {
            String yaml = ContentFactory.yaml(head);
            Optional<String> stored = models.text(connection, publication.model(), publication.version());
            if (!stored.equals(Optional.of(yaml))) {
                add(Check.MODEL, "yaml", Sha256.of(yaml), stored.map(Sha256::of).orElse(null), Why.MODEL);
            }
            ScorecardModel model = ModelReader.readStored(yaml).model();
            if (model == null) {
                add(Check.RESULTS, "model", null, null, Why.MODEL_UNREADABLE);
                return;
            }
            strict = ContentFactory.isOfThisFormat(head);
            if (!models.isDescribed(connection, model)) {
                add(Check.SCORES, "definitions", null, null, Why.STORED_SCORE);
            }
            LocalDate first = publications.periodFirst(connection, publication.id());
            if (!first.equals(publication.period().first())) {
                add(
                        Check.SCORES,
                        "period_first",
                        publication.period().first().toString(),
                        first.toString(),
                        Why.STORED_SCORE);
            }
            recompute(model);
            ScorecardReading now = Objects.requireNonNull(reading);
            Differences.ofHead(head, contents.head(now, yaml)).forEach(this::add);
        }

        private void recompute(ScorecardModel model) throws SQLException {
            ScorecardReading now = scorecards.compute(connection, model, publication.period(), publication.revision());
            List<Scorecard> cards =
                    now.scorecards().stream().sorted(PublicationFactory.ORDER).toList();
            cards.forEach(card -> recomputed.put(card.subject(), card));
            reading = now;
            behind = digests.read(
                    connection,
                    model,
                    publication.period(),
                    cards.stream().map(Scorecard::subject).toList(),
                    now.catalog(),
                    publication.revision());
        }

        private void subject(String part, Map<String, @Nullable Object> frozen, Scorecard card) throws SQLException {
            Subject subject = card.subject();
            if (!published.add(subject)) {
                add(new Difference(Check.CONTENT, subject, null, "subject", null, subject.code(), Why.CONTENT));
            }
            scores(subject, PublishedScore.of(card, ContentFactory.name(frozen)));
            ScorecardReading now = reading;
            TermDigestRepository.Digests inputs = behind;
            if (now == null || inputs == null) {
                return;
            }
            Scorecard again = recomputed.get(subject);
            if (again == null) {
                add(new Difference(Check.RESULTS, subject, null, "subject", subject.code(), null, Why.SUBJECT));
                return;
            }
            Map<String, @Nullable Object> computed = contents.subject(now, again, inputs);
            String whole = CanonicalJson.of(computed);
            if (!whole.equals(part)) {
                List<Difference> differences = Differences.ofSubject(subject, frozen, computed);
                differences.forEach(this::add);
                if (differences.isEmpty() && strict) {
                    // a later form says more; of the same form, something was taken away or renamed
                    add(new Difference(
                            Check.RESULTS, subject, null, "part", Sha256.of(part), Sha256.of(whole), Why.CONTENT));
                }
            }
        }

        /** The rows that readers of the database see, beside what the content says. */
        private void scores(Subject subject, List<PublishedScore> frozen) throws SQLException {
            Map<String, PublishedScore> stored = new HashMap<>();
            storedScores.of(connection, publication.id(), subject).forEach(score -> stored.put(score.node(), score));
            for (PublishedScore score : frozen) {
                PublishedScore row = stored.remove(score.node());
                if (!score.equals(row)) {
                    add(differing(score, row));
                }
            }
            stored.forEach((node, row) -> add(new Difference(
                    Check.SCORES, subject, node, "score", null, String.valueOf(row.score()), Why.STORED_SCORE)));
        }

        private Difference differing(PublishedScore score, @Nullable PublishedScore row) {
            boolean inScore = row != null && !Objects.equals(score.score(), row.score());
            return new Difference(
                    Check.SCORES,
                    score.subject(),
                    score.node(),
                    inScore ? "score" : "row",
                    inScore ? String.valueOf(score.score()) : score.toString(),
                    row == null ? null : inScore ? String.valueOf(row.score()) : row.toString(),
                    Why.STORED_SCORE);
        }

        private void chain() throws SQLException {
            long expected = 1;
            @Nullable String before = null;
            for (Publication each : publications.chain(connection)) {
                String what = "publication " + each.id();
                if (each.id() != expected) {
                    add(Check.CHAIN, what, String.valueOf(expected), String.valueOf(each.id()), Why.CHAIN);
                }
                if (!Objects.equals(each.previousHash(), before)) {
                    add(Check.CHAIN, what + " previousHash", each.previousHash(), before, Why.CHAIN);
                }
                String hash = each.sealed();
                if (!hash.equals(each.hash())) {
                    add(Check.CHAIN, what + " hash", each.hash(), hash, Why.CHAIN);
                }
                before = each.hash();
                expected = each.id() + 1;
            }
        }

        private int delivered() throws SQLException {
            TermDigestRepository.Digests inputs = behind;
            if (inputs == null) {
                return 0;
            }
            List<KeptBytesRepository.Kept> kept = deliveries.read(connection, inputs.imports());
            for (KeptBytesRepository.Kept each : kept) {
                if (!each.isUnchanged()) {
                    String what = "import " + each.importId() + " " + each.fileName();
                    add(Check.DELIVERIES, what, each.delivered(), each.kept(), Why.DELIVERY);
                }
            }
            return kept.size();
        }
    }
}
