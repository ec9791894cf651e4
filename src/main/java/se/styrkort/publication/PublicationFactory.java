package se.styrkort.publication;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.document.CanonicalJson;
import se.styrkort.document.Sha256;
import se.styrkort.scorecard.ModelRepository;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardRepository;
import se.styrkort.scorecard.Subject;
import se.styrkort.scorecard.TermDigestRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Trail;
import se.styrkort.store.Revision;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Publishes: freezes the scorecards of all organisations that have figures, as the database has them now. */
@Singleton
final class PublicationFactory {
    private static final int NOTE_LIMIT = 1_000;

    /** In which order subjects stand in a content, whatever the database thinks of letters. */
    static final Comparator<Scorecard> ORDER = Comparator.comparing(
            Scorecard::subject, Comparator.comparing(Subject::kind).thenComparing(Subject::code));

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final ModelRepository models;
    private final ScorecardRepository scorecards;
    private final TermDigestRepository digests;
    private final ContentFactory contents;
    private final PublicationRepository publications;
    private final Trail trail;

    PublicationFactory(
            TransactionFactory transactions,
            RevisionRepository revisions,
            ModelRepository models,
            ScorecardRepository scorecards,
            TermDigestRepository digests,
            ContentFactory contents,
            PublicationRepository publications,
            Trail trail) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.models = models;
        this.scorecards = scorecards;
        this.digests = digests;
        this.contents = contents;
        this.publications = publications;
        this.trail = trail;
    }

    /**
     * What is to be published, unbelieved.
     *
     * @param version absent: the one that is valid for the period
     */
    @Serdeable
    record Wish(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String period,
            @Nullable String note) {}

    /** 400 for a wish that makes no sense, 404 when there is no such model, 422 when no organisation has figures. */
    Publication publish(Wish wish, Actor actor) {
        String model = wish.model();
        if (model == null || model.isBlank()) {
            throw ProblemException.invalidParameter("model", "");
        }
        String text = wish.period() == null ? "" : wish.period();
        Period period = Period.parse(text)
                .filter(given -> given.granularity().compareTo(Granularity.MONTH) >= 0)
                .orElseThrow(() -> ProblemException.invalidParameter("period", text));
        String note = note(wish.note());
        // read before the chain is locked: one that takes long holds up nobody
        PublicationRepository.Frozen frozen =
                transactions.inSnapshot(connection -> freeze(connection, model, wish.version(), period));
        Instant asOf =
                revisions.find(frozen.revision()).map(Revision::committedAt).orElseThrow();
        Publication publication = publications.append(frozen, asOf, actor.name(), note);
        trail.note(
                actor,
                "publication.made",
                publication.id() + ": " + publication.model() + " " + publication.version() + ", "
                        + publication.period().code() + ", " + publication.hash());
        return publication;
    }

    private static @Nullable String note(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String note = given.strip();
        if (note.length() > NOTE_LIMIT || note.codePoints().anyMatch(PublicationFactory::isUnprintable)) {
            throw ProblemException.invalidParameter("note", note.substring(0, Math.min(100, note.length())));
        }
        return note;
    }

    /** What no reader sees, and half a character, which has no UTF-8 form and so no hash. */
    private static boolean isUnprintable(int sign) {
        return (Character.getType(sign) == Character.CONTROL && sign != '\n' && sign != '\r' && sign != '\t')
                || Character.getType(sign) == Character.SURROGATE;
    }

    private PublicationRepository.Frozen freeze(
            Connection connection, String model, @Nullable Integer version, Period period) throws SQLException {
        long revision = revisions.at(connection, null);
        ModelRepository.Stored stored = models.find(connection, revision, model, version, period)
                .orElseThrow(() -> new ProblemException(404, "unknown_model", model));
        ScorecardReading reading = scorecards.compute(connection, stored.model(), period, revision);
        List<Scorecard> cards = reading.scorecards().stream().sorted(ORDER).toList();
        if (cards.isEmpty()) {
            throw new ProblemException(422, "nothing_to_publish", period.code());
        }
        TermDigestRepository.Digests behind = digests.read(
                connection,
                stored.model(),
                period,
                cards.stream().map(Scorecard::subject).toList(),
                reading.catalog(),
                revision);
        List<String> parts = new ArrayList<>();
        List<PublishedScore> scores = new ArrayList<>();
        Sha256 sum = new Sha256();
        parts.add(ContentFactory.headPart(contents.head(reading, stored.yaml())));
        for (Scorecard card : cards) {
            String subject = CanonicalJson.of(contents.subject(reading, card, behind));
            parts.add(parts.size() == 1 ? subject : "," + subject);
            scores.addAll(PublishedScore.of(card, ContentFactory.name(reading, card)));
        }
        parts.add(ContentFactory.END);
        parts.forEach(sum::add);
        return new PublicationRepository.Frozen(
                stored.code(),
                stored.version(),
                period,
                reading.closed(),
                revision,
                cards.size(),
                sum.hex(),
                parts,
                scores);
    }
}
