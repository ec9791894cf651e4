package se.styrkort.demo;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;
import se.styrkort.security.Trail;

/** One account per role beside the first one, so that each door can be tried as the one whom it is for. */
@Singleton
public final class DemoAccounts {
    private record Person(String username, Grant grant, String words) {}

    private static final List<Person> PEOPLE = List.of(
            new Person("objektagare", new Grant(Role.OBJECT_OWNER, Set.of(), Set.of("ikt")), "objektägare för IKT"),
            new Person("it-ledning", Grant.ofEverything(Role.IT_MANAGEMENT), "it-ledning"),
            new Person("stadsledning", Grant.ofEverything(Role.CITY_MANAGEMENT), "stadsledning"),
            new Person("forvaltare", Grant.ofEverything(Role.STEWARD), "förvaltare av allt"),
            new Person("revisor", Grant.ofEverything(Role.AUDITOR), "revisor"),
            new Person("lasare", new Grant(Role.READER, Set.of("social"), Set.of()), "läsare i Socialnämnden"));

    /**
     * An account with its password in clear, to be printed once.
     *
     * @param words who it is for, in Swedish
     */
    public record Made(String username, String password, String words) {}

    private final Accounts accounts;
    private final Trail trail;

    DemoAccounts(Accounts accounts, Trail trail) {
        this.accounts = accounts;
        this.trail = trail;
    }

    /**
     * Makes those that are not there yet.
     *
     * @param renew whether those that are there get a new password
     */
    public List<Made> make(boolean renew) {
        List<Made> made = new ArrayList<>();
        for (Person person : PEOPLE) {
            Optional<String> password = accounts.create(person.username(), List.of(person.grant()));
            if (password.isPresent()) {
                trail.note(Trail.PROGRAM, "account.created", person.username());
            } else if (renew) {
                password = Optional.of(accounts.resetPassword(person.username()));
                trail.note(Trail.PROGRAM, "account.password", person.username());
            }
            password.ifPresent(clear -> made.add(new Made(person.username(), clear, person.words())));
        }
        return made;
    }
}
