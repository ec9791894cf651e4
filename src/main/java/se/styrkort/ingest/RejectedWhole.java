package se.styrkort.ingest;

import java.util.List;

/** A strict delivery held rows that cannot be taken in, so none was. Carries the first of them. */
public final class RejectedWhole extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Rejection> rejections;
    private final long rejected;

    RejectedWhole(List<Rejection> rejections, long rejected) {
        super(rejected + " rows rejected");
        this.rejections = List.copyOf(rejections);
        this.rejected = rejected;
    }

    public List<Rejection> rejections() {
        return rejections;
    }

    public long rejected() {
        return rejected;
    }
}
