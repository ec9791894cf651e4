package se.styrkort.availability;

import java.util.Arrays;

/** Probes of one service in ascending order, no two at one second; memory is bounded by what is put in. */
final class ProbeSamples {
    private long[] at = new long[1024];
    private boolean[] up = new boolean[1024];
    private float[] responseMs = new float[1024];
    private int[] line = new int[1024];
    private int size;

    int size() {
        return size;
    }

    long at(int index) {
        return at[index];
    }

    boolean up(int index) {
        return up[index];
    }

    /** NaN: nobody measured it. */
    float responseMs(int index) {
        return responseMs[index];
    }

    /** Of the file that is being read; 0 for a probe that was there before. */
    int line(int index) {
        return line[index];
    }

    long first() {
        return at[0];
    }

    long last() {
        return at[size - 1];
    }

    /** Adds a probe at or after the last; of those at one second the later one counts. */
    void add(long second, boolean isUp, float response, int ofLine) {
        if (size > 0 && at[size - 1] == second) {
            size--;
        }
        if (size == at.length) {
            int more = size * 2;
            at = Arrays.copyOf(at, more);
            up = Arrays.copyOf(up, more);
            responseMs = Arrays.copyOf(responseMs, more);
            line = Arrays.copyOf(line, more);
        }
        at[size] = second;
        up[size] = isUp;
        responseMs[size] = response;
        line[size] = ofLine;
        size++;
    }

    void clear() {
        size = 0;
    }

    /** These and others, which give way where both have one at the same second. */
    ProbeSamples over(ProbeSamples others) {
        ProbeSamples both = new ProbeSamples();
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < others.size) {
            boolean other = mine >= size || (theirs < others.size && others.at[theirs] <= at[mine]);
            if (other) {
                both.copy(others, theirs++);
            } else {
                both.copy(this, mine++);
            }
        }
        return both;
    }

    private void copy(ProbeSamples from, int index) {
        add(from.at[index], from.up[index], from.responseMs[index], from.line[index]);
    }
}
