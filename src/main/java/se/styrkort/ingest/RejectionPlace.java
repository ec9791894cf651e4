package se.styrkort.ingest;

import java.util.List;

/**
 * How far a list of rejections has been read.
 *
 * @param line of the last one read
 * @param number of the fault in that line, the first is 0
 */
record RejectionPlace(long line, int number) {
    static final RejectionPlace START = new RejectionPlace(0, -1);

    /** Where the list stands after these were read from here, in the order of the file. */
    RejectionPlace after(List<Rejection> read) {
        if (read.isEmpty()) {
            return this;
        }
        long last = read.getLast().line();
        int inLine = (int)
                read.stream().filter(rejection -> rejection.line() == last).count();
        return new RejectionPlace(last, (last == line ? number : -1) + inLine);
    }
}
