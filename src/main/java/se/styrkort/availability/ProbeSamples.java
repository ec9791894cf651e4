package se.styrkort.availability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Probes of one service in ascending order, no two at one second; memory is bounded by what is put in. */
final class ProbeSamples {
    private long[] at = new long[64];
    private boolean[] up = new boolean[64];
    private float[] responseMs = new float[64];
    private int[] line = new int[64];
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

    /** The parts between which there is more time than a probe holds. */
    List<ProbeSamples> stretches(long hold) {
        List<ProbeSamples> parts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (i == 0 || at[i] - at[i - 1] > hold) {
                parts.add(new ProbeSamples());
            }
            parts.getLast().copy(this, i);
        }
        return parts;
    }

    /** Those that no run reaches over, in parts that no run parts. */
    List<ProbeSamples> outside(List<ProbeRun> runs) {
        List<ProbeSamples> parts = new ArrayList<>();
        long reached = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long second = at[i];
            long before = runs.stream()
                    .filter(run -> run.from() <= second)
                    .mapToLong(ProbeRun::from)
                    .max()
                    .orElse(Long.MIN_VALUE);
            boolean known = runs.stream().anyMatch(run -> run.from() <= second && second <= run.until());
            if (!known) {
                if (parts.isEmpty() || before != reached) {
                    parts.add(new ProbeSamples());
                }
                reached = before;
                parts.getLast().copy(this, i);
            }
        }
        return parts;
    }
}
