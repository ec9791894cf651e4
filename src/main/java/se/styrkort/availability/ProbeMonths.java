package se.styrkort.availability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.DaySorter;

/** Puts sorted probes together again, a month (UTC) of one service at a time; memory is that of a month's seconds. */
final class ProbeMonths implements DaySorter.Reader {
    static final int DAY_S = 86_400;

    /** Bytes of a probe as it is sorted. */
    static final int BYTES = 4 + 1 + 4 + 4;

    private final Sink sink;
    private final ProbeSamples month = new ProbeSamples();
    private int service = -1;
    private int monthNumber;
    private int day = Integer.MIN_VALUE;
    /** The seconds of the day that have a probe, and what the last row about each says. */
    private final BitSet seconds = new BitSet(DAY_S);

    private final BitSet up = new BitSet(DAY_S);
    private final float[] responseMs = new float[DAY_S];
    private final int[] line = new int[DAY_S];

    /** Told of each month, services by their numbers in the sorter. */
    interface Sink {
        void month(int service, ProbeSamples samples) throws IOException;
    }

    ProbeMonths(Sink sink) {
        this.sink = sink;
    }

    /** Writes a probe as it is sorted. */
    static void write(ByteBuffer row, long at, boolean up, @Nullable Float responseMs, int line) {
        row.clear();
        row.putInt((int) Math.floorMod(at, (long) DAY_S));
        row.put((byte) (up ? 1 : 0));
        row.putFloat(responseMs == null ? Float.NaN : responseMs);
        row.putInt(line);
    }

    /** The day that a probe is sorted by. */
    static int day(long at) {
        return (int) Math.floorDiv(at, (long) DAY_S);
    }

    @Override
    public void take(int key, int ofDay, int nth, byte[] bytes, int offset, int length) throws IOException {
        if (key != service || ofDay != day) {
            endDay();
            int number = monthNumber(ofDay);
            if (key != service || number != monthNumber) {
                endMonth();
                service = key;
                monthNumber = number;
            }
            day = ofDay;
        }
        ByteBuffer read = ByteBuffer.wrap(bytes, offset, length);
        int second = read.getInt();
        seconds.set(second);
        up.set(second, read.get() == 1);
        responseMs[second] = read.getFloat();
        line[second] = read.getInt();
    }

    private static int monthNumber(int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return date.getYear() * 12 + date.getMonthValue();
    }

    private void endDay() {
        for (int second = seconds.nextSetBit(0); second >= 0; second = seconds.nextSetBit(second + 1)) {
            month.add((long) day * DAY_S + second, up.get(second), responseMs[second], line[second]);
        }
        seconds.clear();
    }

    private void endMonth() throws IOException {
        if (month.size() > 0) {
            sink.month(service, month);
        }
        month.clear();
    }

    /** After the last probe. */
    void finish() throws IOException {
        endDay();
        endMonth();
    }
}
