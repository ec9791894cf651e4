package se.styrkort.web;

import java.io.Serial;
import java.util.List;
import se.styrkort.document.Fault;

/**
 * The caller made a mistake (RFC 9457). The title is the text {@code problem.<code>.title}, the detail {@code
 * problem.<code>} with {@code args} filled in; {@code errors} name places in what was sent.
 */
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<String> args;
    private final transient List<Fault> errors;

    /** @param status an HTTP status of 400 or more */
    public ProblemException(int status, String code, List<String> args, List<Fault> errors) {
        super(code + args + (errors.isEmpty() ? "" : " " + errors));
        this.status = status;
        this.code = code;
        this.args = List.copyOf(args);
        this.errors = List.copyOf(errors);
    }

    public ProblemException(int status, String code, String... args) {
        this(status, code, List.of(args), List.of());
    }

    /** 404: there is no {@code what} called {@code which}. */
    public static ProblemException unknown(String which) {
        return new ProblemException(404, "unknown", which);
    }

    /** 400: the query parameter or field {@code name} cannot be {@code value}. */
    public static ProblemException invalidParameter(String name, String value) {
        return new ProblemException(400, "invalid_parameter", name, value);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<String> args() {
        return args;
    }

    public List<Fault> errors() {
        return errors;
    }
}
