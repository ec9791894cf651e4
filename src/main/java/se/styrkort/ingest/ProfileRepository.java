package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Import profiles in versions: the highest is in force, and every import says which one it was read with. */
@Singleton
public final class ProfileRepository {
    /** The profile of the files that Styrkort itself defines; shipped, written in the same language. */
    public static final String OBSERVATIONS = "observations";

    /** The profiles that come with the program, each a file of its name. */
    static final List<String> SHIPPED = List.of(
            OBSERVATIONS,
            "outages",
            "probes",
            "tickets",
            "answers",
            "focus",
            "incident-log",
            "kolada-values",
            "ledger-agency",
            "ledger-city",
            "ledger-region",
            "m365-activations",
            "m365-activities",
            "m365-details",
            "m365-files",
            "m365-objects",
            "m365-storage",
            "m365-users",
            "m365-users-in-period",
            "payments-by-month",
            "scb-employed",
            "scb-population",
            "service-inventory",
            "service-standards",
            "staff-survey-means",
            "staff-survey-medians",
            "staff-survey-scores",
            "status-history",
            "web-monthly-satisfaction",
            "web-monthly-transactions",
            "web-monthly-users",
            "web-weekly-accounts",
            "web-weekly-devices",
            "web-weekly-signups",
            "web-weekly-users",
            "web-weekly-views");

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;

    ProfileRepository(TransactionFactory transactions, RevisionRepository revisions) {
        this.transactions = transactions;
        this.revisions = revisions;
    }

    /** A version of a profile as it is stored. */
    record Stored(String code, int version, String body, Profile profile, boolean shipped) {}

    /** The profile in force; a problem when there is none of this code. */
    Stored inForce(String code) {
        return transactions
                .inTransaction(connection -> find(connection, code))
                .orElseThrow(() -> new ProblemException(404, "unknown_profile", code));
    }

    /** Whether a version of a profile keeps the files that it reads as they were delivered. */
    public boolean keepsWhole(String code, int version) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select body from styrkort.profile where code = ? and version = ?")) {
                query.setString(1, code);
                query.setInt(2, version);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() && parsed(row.getString(1)).keep() == Profile.Keep.CONTENT;
                }
            }
        });
    }

    private static Optional<Stored> find(Connection connection, String code) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select version, body, shipped from styrkort.profile where code = ? order by version desc limit 1")) {
            query.setString(1, code);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Stored(
                                code, row.getInt(1), row.getString(2), parsed(row.getString(2)), row.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    /** What is stored was read without faults before; that it no longer is would be our own mistake. */
    static Profile parsed(String body) {
        ProfileReader.Reading reading = ProfileReader.read(body);
        @Nullable Profile profile = reading.profile();
        if (profile == null) {
            throw new IllegalStateException("a stored profile cannot be read: " + reading.faults());
        }
        return profile;
    }

    /** The codes of all profiles, the built-in one first. */
    public List<String> codes() {
        return transactions.inTransaction(connection -> {
            List<String> codes = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "select code from styrkort.profile group by code order by code <> ?, code")) {
                query.setString(1, OBSERVATIONS);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        codes.add(row.getString(1));
                    }
                }
            }
            return codes;
        });
    }

    /**
     * Stores the YAML as a new version of its profile, unless the version in force says just the same.
     *
     * @return the version that is in force afterwards
     */
    Stored storeOwn(String yaml, String actor) {
        ProfileReader.Reading reading = ProfileReader.read(yaml);
        Profile profile = reading.profile();
        if (profile == null) {
            throw new ProblemException(422, "invalid_profile", List.of(), reading.faults());
        }
        if (profile.code().equals(OBSERVATIONS)) {
            throw new ProblemException(409, "reserved_profile", OBSERVATIONS);
        }
        return store(yaml, profile, actor, false);
    }

    private Stored store(String yaml, Profile profile, String actor, boolean shipped) {
        return transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            Optional<Stored> before = find(connection, profile.code());
            boolean keeps = shipped && before.isPresent() && !before.get().shipped();
            if (keeps || (before.isPresent() && before.get().body().equals(yaml))) {
                return before.get();
            }
            int version = before.map(Stored::version).orElse(0) + 1;
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into styrkort.profile (code, version, revision, body, shipped) values (?, ?, ?, ?, ?)")) {
                insert.setString(1, profile.code());
                insert.setInt(2, version);
                insert.setLong(3, revision);
                insert.setString(4, yaml);
                insert.setBoolean(5, shipped);
                insert.executeUpdate();
            }
            revisions.commit(connection, revision, actor, "profile", null, null);
            return new Stored(profile.code(), version, yaml, profile, shipped);
        });
    }

    /**
     * Brings the profiles in that come with the program. A new release may bring a new version of one; a version of a
     * steward's stays in force.
     */
    public void storeShipped() throws IOException {
        for (String code : SHIPPED) {
            try (InputStream in = ProfileRepository.class.getResourceAsStream("/shipped/profiles/" + code + ".yaml")) {
                if (in == null) {
                    throw new IllegalStateException("the shipped profile is not in the program: " + code);
                }
                String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                store(yaml, parsed(yaml), "styrkort", true);
            }
        }
    }
}
