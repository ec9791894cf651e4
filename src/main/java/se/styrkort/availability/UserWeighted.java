package se.styrkort.availability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Availability of services together, each weighing as many users as it has: an hour's stop of what everyone uses is not
 * that of what a few use. Weighting by time alone is {@link Availability#plus}.
 *
 * @param users how many use the service, 0 or more
 */
public record UserWeighted(Availability availability, BigDecimal users) {
    private static final BigDecimal HOUR_S = BigDecimal.valueOf(3_600);

    public UserWeighted {
        if (users.signum() < 0) {
            throw new IllegalArgumentException("users are not negative: " + users);
        }
    }

    /** {@code 1 − Σ DT·U / Σ (AST − PM)·U}: what was not measured counts as up. Absent when nobody had any time due. */
    public static Optional<BigDecimal> high(Collection<UserWeighted> services) {
        return ratio(services, Availability::downSeconds);
    }

    /** The same where what was not measured counts as down. */
    public static Optional<BigDecimal> low(Collection<UserWeighted> services) {
        return ratio(services, one -> one.downSeconds() + one.unknownSeconds());
    }

    /** Hours in which users were without a service, {@code Σ DT·U}: an hour for each user. */
    public static BigDecimal lostUserHours(Collection<UserWeighted> services) {
        return sum(services, Availability::downSeconds).divide(HOUR_S, MathContext.DECIMAL128);
    }

    private static Optional<BigDecimal> ratio(
            Collection<UserWeighted> services, ToLongFunction<Availability> lostSeconds) {
        BigDecimal due = sum(services, Availability::dueSeconds);
        return due.signum() == 0
                ? Optional.empty()
                : Optional.of(due.subtract(sum(services, lostSeconds)).divide(due, MathContext.DECIMAL128));
    }

    private static BigDecimal sum(Collection<UserWeighted> services, ToLongFunction<Availability> seconds) {
        return services.stream()
                .map(one -> one.users().multiply(BigDecimal.valueOf(seconds.applyAsLong(one.availability()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
