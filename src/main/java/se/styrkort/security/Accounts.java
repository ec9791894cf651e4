package se.styrkort.security;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The accounts that may log in (konton). Passwords are made here and shown once; only their hashes are kept. */
@Singleton
public final class Accounts {
    static final int LONGEST_NAME = 100;
    /** An account's own password is at least so long (NIST SP 800-63B-4, 3.1.1.2, for a password alone). */
    public static final int SHORTEST_PASSWORD = 15;

    /** An account's own password is at most so long. */
    public static final int LONGEST_PASSWORD = Passwords.LONGEST;

    private static final Set<String> RESERVED = Set.of(Actor.ADMIN_TOKEN.name(), Trail.PROGRAM);
    private static final List<Grant> FIRST =
            List.of(Grant.ofEverything(Role.STEWARD), Grant.ofEverything(Role.AUDITOR));

    private final AccountRepository accounts;
    private final LoginFailureRepository failures;
    private final TokenRepository tokens;
    /** Compared with when there is no such account, so that the time of the answer does not tell which exist. */
    private final String nobodysHash = Passwords.hash(Passwords.random());

    Accounts(AccountRepository accounts, LoginFailureRepository failures, TokenRepository tokens) {
        this.accounts = accounts;
        this.failures = failures;
        this.tokens = tokens;
    }

    /**
     * Judges a password. Takes as long when there is no such account.
     *
     * @return what the session that it opens notes ({@link #mark}); nothing when it is wrong
     */
    Optional<String> verify(String username, String password) {
        if (!isName(username) || password.length() > Passwords.LONGEST) {
            return Optional.empty();
        }
        Optional<Account> account = accounts.find(username).filter(found -> !found.disabled());
        Optional<String> hash = account.flatMap(found -> Optional.ofNullable(found.passwordHash()));
        boolean right = Passwords.matches(password, hash.orElse(nobodysHash));
        return right && hash.isPresent() ? account.map(Accounts::mark) : Optional.empty();
    }

    /** What a session notes when it is opened, and loses its force by when it changes. */
    private static String mark(Account account) {
        return account.sessionsFrom().toString();
    }

    /** Who a session with this mark belongs to; nobody when the account was changed or disabled since. */
    Optional<Actor> actor(String username, String mark) {
        return accounts.find(username)
                .filter(account -> !account.disabled() && mark(account).equals(mark))
                .map(Account::actor);
    }

    /**
     * Whether somebody may enter whom the common login knows. A steward makes the account for the common login, with the
     * name that the provider knows the person by; the first login ties it to the identity, which alone decides from then
     * on: a name may change and be given to somebody else. An account with a password is never opened so, whatever the
     * provider calls somebody (OpenID Connect Core 1.0, 5.7).
     */
    Admission admit(CommonIdentity identity) {
        Optional<Account> bound = accounts.findByIdentity(identity.key());
        if (bound.isPresent()) {
            return admit(bound.get(), false);
        }
        Optional<Account> named = Optional.ofNullable(identity.username())
                .filter(Accounts::isName)
                .flatMap(accounts::find);
        if (named.isEmpty()) {
            return new Admission.Refused(LoginRefusal.UNKNOWN_ACCOUNT);
        }
        Account account = named.get();
        if (account.disabled()) {
            return new Admission.Refused(LoginRefusal.DISABLED);
        }
        if (account.passwordHash() != null) {
            return new Admission.Refused(LoginRefusal.UNKNOWN_ACCOUNT);
        }
        accounts.bind(account.username(), identity.key());
        // read back: of two identities that come at the same moment one is first
        return accounts.findByIdentity(identity.key())
                .filter(now -> now.username().equals(account.username()))
                .map(now -> admit(now, true))
                .orElse(new Admission.Refused(LoginRefusal.OTHER_IDENTITY));
    }

    private static Admission admit(Account account, boolean newlyBound) {
        return account.disabled()
                ? new Admission.Refused(LoginRefusal.DISABLED)
                : new Admission.Admitted(account.username(), mark(account), newlyBound);
    }

    /**
     * Makes the first account when there is none: a steward and auditor of everything.
     *
     * @return its password in clear, to be printed once; nothing when some account exists already
     */
    public Optional<String> createIfNone(String username) {
        checkName(username);
        if (accounts.exist()) {
            return Optional.empty();
        }
        String password = Passwords.random();
        return accounts.insert(username, Passwords.hash(password), FIRST, true)
                ? Optional.of(password)
                : Optional.empty();
    }

    /**
     * Makes an account that a password opens.
     *
     * @return its password in clear, to be shown once; nothing when the name is taken
     */
    public Optional<String> create(String username, List<Grant> grants) {
        checkName(username);
        String password = Passwords.random();
        return accounts.insert(username, Passwords.hash(password), grants, false)
                ? Optional.of(password)
                : Optional.empty();
    }

    /** Makes an account that only the common login opens. False when the name is taken. */
    public boolean createForCommonLogin(String username, List<Grant> grants) {
        checkName(username);
        return accounts.insert(username, null, grants, false);
    }

    /**
     * Takes the account's password away: from now on the common login opens it, and the next one ties it to its identity
     * anew. Open sessions and tokens end. False when there is no such account.
     */
    public boolean useCommonLogin(String username) {
        return accounts.updatePasswordHash(username, null) && revokeTokens(username);
    }

    private boolean revokeTokens(String username) {
        tokens.revokeAll(username);
        return true;
    }

    /**
     * Gives the account a new password; its open sessions and its tokens end, and it is tied to no identity any more.
     *
     * @return the password in clear, to be printed once
     * @throws IllegalArgumentException when there is no such account
     */
    public String resetPassword(String username) {
        String password = Passwords.random();
        changePassword(username, password);
        return password;
    }

    /**
     * Sets a password that the account's owner chose; its open sessions and its tokens end.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public void changePassword(String username, String password) {
        if (!accounts.updatePasswordHash(username, Passwords.hash(password)) || !revokeTokens(username)) {
            throw new IllegalArgumentException("There is no account " + username);
        }
    }

    public List<Account> list() {
        return accounts.list();
    }

    public Optional<Account> find(String username) {
        return accounts.find(username);
    }

    /**
     * Changes what the account may do, from what it may now to what {@code change} makes of it. False, and nothing is
     * changed, when nobody would govern any more.
     */
    public boolean changeGrants(String username, UnaryOperator<List<Grant>> change) {
        return accounts.changeGrants(username, change);
    }

    /**
     * From now on the account opens nothing, or may be opened again. False, and nothing is changed, when nobody would
     * govern any more or there is no such account.
     */
    public boolean disable(String username, boolean disabled) {
        return accounts.disable(username, disabled);
    }

    /** Forgets failed logins, so that the account's owner need not wait. */
    public void unlock(String username) {
        failures.forget(username);
    }

    /**
     * Whether an account may be called so: letters, digits and {@code @ . _ -}, a letter or digit first, with spaces only
     * inside. Names that the program itself has in the trail are nobody's.
     */
    public static boolean isName(String username) {
        return username.length() <= LONGEST_NAME
                && username.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}@._-]*( [\\p{L}\\p{N}@._-]+)*")
                && !RESERVED.contains(username);
    }

    private static void checkName(String username) {
        if (!isName(username)) {
            throw new IllegalArgumentException("An account's name has 1 to " + LONGEST_NAME
                    + " letters, digits or @ . _ - and no space at its ends; it is \"" + username + "\"");
        }
    }
}
