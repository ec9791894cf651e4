package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/**
 * A measure's formula over metrics. Sums and products are chains, not pairs, so that a long formula is not a deep one:
 * the depth is that of its parentheses. Arithmetic is decimal with 34 digits ({@link MathContext#DECIMAL128}).
 */
public sealed interface Expression {
    record Figure(BigDecimal value) implements Expression {
        @Override
        public String toString() {
            return render(Term::toString);
        }
    }

    record Call(Term term) implements Expression {
        @Override
        public String toString() {
            return render(Term::toString);
        }
    }

    record Negation(Expression operand) implements Expression {
        @Override
        public String toString() {
            return render(Term::toString);
        }
    }

    /** Computed from the left. */
    record Chain(Kind kind, Expression first, List<Link> rest) implements Expression {
        public Chain {
            rest = List.copyOf(rest);
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("a chain has at least two operands");
            }
        }

        /** The chain without parentheses that change nothing: {@code a + (b - c)} is {@code a + b - c}. */
        static Expression of(Kind kind, Expression first, List<Link> rest) {
            if (rest.isEmpty()) {
                return first;
            }
            List<Link> links = new ArrayList<>();
            Expression head = first;
            if (first instanceof Chain inner && inner.kind == kind) {
                head = inner.first;
                links.addAll(inner.rest);
            }
            for (Link link : rest) {
                if (!link.inverse && link.operand instanceof Chain inner && inner.kind == kind) {
                    links.add(new Link(false, inner.first, link.at));
                    links.addAll(inner.rest);
                } else {
                    links.add(link);
                }
            }
            return new Chain(kind, head, links);
        }

        @Override
        public String toString() {
            return render(Term::toString);
        }
    }

    /**
     * An operand after the first.
     *
     * @param inverse subtracted or divided by, instead of added or multiplied
     * @param at where its sign stands in the text, counted from 0
     */
    record Link(boolean inverse, Expression operand, int at) {
        /** The same computation, wherever it stands. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Link link && inverse == link.inverse && operand.equals(link.operand);
        }

        @Override
        public int hashCode() {
            return Objects.hash(inverse, operand);
        }
    }

    enum Kind {
        SUM,
        PRODUCT
    }

    /** The terms, in the order in which they are written. */
    default Set<Term> terms() {
        Set<Term> terms = new LinkedHashSet<>();
        collect(terms);
        return terms;
    }

    private void collect(Set<Term> terms) {
        switch (this) {
            case Figure figure -> {}
            case Call call -> terms.add(call.term);
            case Negation negation -> negation.operand.collect(terms);
            case Chain chain -> {
                chain.first.collect(terms);
                chain.rest.forEach(link -> link.operand.collect(terms));
            }
        }
    }

    /**
     * The value. A missing or secret operand makes it {@code MISSING}, else one that is not applicable, or a division
     * by zero, makes it {@code NOT_APPLICABLE}. Synthetic when any operand is.
     */
    default Measured evaluate(Function<Term, Measured> values) {
        return switch (this) {
            case Figure figure -> Measured.of(figure.value);
            case Call call -> withoutSecret(values.apply(call.term));
            case Negation negation -> {
                Measured operand = negation.operand.evaluate(values);
                yield operand.value() == null
                        ? operand
                        : new Measured(State.VALUE, operand.value().negate(), operand.synthetic());
            }
            case Chain chain -> {
                Measured result = chain.first.evaluate(values);
                for (Link link : chain.rest) {
                    result = combine(chain.kind, link.inverse, result, link.operand.evaluate(values));
                }
                yield result;
            }
        };
    }

    private static Measured withoutSecret(Measured measured) {
        return measured.state() == State.SECRET ? new Measured(State.MISSING, null, measured.synthetic()) : measured;
    }

    private static Measured combine(Kind kind, boolean inverse, Measured left, Measured right) {
        if (kind == Kind.PRODUCT && inverse) {
            return left.dividedBy(right);
        }
        boolean synthetic = left.synthetic() || right.synthetic();
        if (left.state() == State.MISSING || right.state() == State.MISSING) {
            return new Measured(State.MISSING, null, synthetic);
        }
        BigDecimal a = left.value();
        BigDecimal b = right.value();
        if (a == null || b == null) {
            return new Measured(State.NOT_APPLICABLE, null, synthetic);
        }
        MathContext context = MathContext.DECIMAL128;
        BigDecimal value =
                switch (kind) {
                    case SUM -> inverse ? a.subtract(b, context) : a.add(b, context);
                    case PRODUCT -> a.multiply(b, context);
                };
        return new Measured(State.VALUE, value, synthetic);
    }

    /** The formula with a text for each term and no parentheses that change nothing. */
    default String render(Function<Term, String> texts) {
        StringBuilder text = new StringBuilder();
        append(text, texts);
        return text.toString();
    }

    private void append(StringBuilder text, Function<Term, String> texts) {
        switch (this) {
            case Figure figure -> text.append(figure.value.toPlainString());
            case Call call -> {
                String filled = Objects.requireNonNull(texts.apply(call.term));
                boolean negativeInside = filled.startsWith("-") && !text.isEmpty();
                text.append(negativeInside ? "(" + filled + ")" : filled);
            }
            case Negation negation -> {
                text.append('-');
                negation.operand.append(text, texts, level(negation.operand) < level(negation));
            }
            case Chain chain -> {
                chain.first.append(text, texts, level(chain.first) < level(chain));
                for (Link link : chain.rest) {
                    text.append(
                            chain.kind == Kind.SUM ? (link.inverse ? " - " : " + ") : (link.inverse ? " / " : " * "));
                    link.operand.append(text, texts, level(link.operand) <= level(chain));
                }
            }
        }
    }

    private void append(StringBuilder text, Function<Term, String> texts, boolean inParentheses) {
        text.append(inParentheses ? "(" : "");
        append(text, texts);
        text.append(inParentheses ? ")" : "");
    }

    /** How tightly it binds. */
    private static int level(Expression expression) {
        return switch (expression) {
            case Chain chain -> chain.kind == Kind.SUM ? 1 : 2;
            case Negation negation -> 3;
            case Figure figure -> 4;
            case Call call -> 4;
        };
    }
}
