package se.styrkort.publication;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.document.CanonicalJson;
import se.styrkort.document.Sha256;

/**
 * A publication (publicering): scorecards frozen as they were known at a revision.
 *
 * @param id from 1, without gaps
 * @param closed whether the period was; figures of an open one were expected to change
 * @param revision the last change that counts in the figures
 * @param asOf when that was committed
 * @param publishedBy name of the account
 * @param subjects how many scorecards it holds
 * @param contentHash SHA-256 of the content
 * @param previousHash hash of the publication before; absent for the first
 * @param hash as {@link #sealed} gives it
 */
public record Publication(
        long id,
        String model,
        int version,
        Period period,
        boolean closed,
        long revision,
        Instant asOf,
        Instant publishedAt,
        String publishedBy,
        @Nullable String note,
        int subjects,
        String contentHash,
        @Nullable String previousHash,
        String hash) {
    private static final int SHORT = 16;
    private static final int GROUP = 4;

    /**
     * SHA-256 over the canonical JSON of everything here but the hash itself: who changes one of them, or a publication
     * before it, gets another hash.
     */
    String sealed() {
        Map<String, @Nullable Object> sealed = new HashMap<>();
        sealed.put("id", id);
        sealed.put("model", model);
        sealed.put("version", version);
        sealed.put("period", period.code());
        sealed.put("periodState", periodState());
        sealed.put("revision", revision);
        sealed.put("asOf", asOf.toString());
        sealed.put("publishedAt", publishedAt.toString());
        sealed.put("publishedBy", publishedBy);
        sealed.put("note", note);
        sealed.put("subjects", subjects);
        sealed.put("contentHash", contentHash);
        sealed.put("previousHash", previousHash);
        return Sha256.of(CanonicalJson.of(sealed));
    }

    Publication withHash(String other) {
        return new Publication(
                id,
                model,
                version,
                period,
                closed,
                revision,
                asOf,
                publishedAt,
                publishedBy,
                note,
                subjects,
                contentHash,
                previousHash,
                other);
    }

    public String periodState() {
        return closed ? "closed" : "open";
    }

    /** The first sixteen digits, {@code 9f86 d081 884c 7d65}: enough to be read aloud and compared. */
    public String shortHash() {
        return inGroups(hash.substring(0, SHORT));
    }

    /** A hash in groups of four, so that an eye keeps its place and a line can break. */
    public static String inGroups(String hash) {
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < hash.length(); i++) {
            grouped.append(i > 0 && i % GROUP == 0 ? " " : "").append(hash.charAt(i));
        }
        return grouped.toString();
    }
}
