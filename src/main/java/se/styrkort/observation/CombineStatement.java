package se.styrkort.observation;

/**
 * The text that makes one observation of all lines of a series and period. A missing or secret part makes a sum or mean
 * missing; a part that is not applicable is left out. The least certain quality holds for the whole; with {@code last}, all
 * is the last line's.
 */
final class CombineStatement {
    private static final String LAST = "(array_agg(%s order by line desc))[1]";

    private CombineStatement() {}

    /** Makes {@code delivered} of {@code delivered_part}. */
    static String of(Combine combine) {
        boolean isLast = combine == Combine.LAST;
        return """
                create temporary table delivered on commit drop as
                select t.series_id, 1 as nth, null::bigint as row, %s, %s
                from (select series_id, period, line, state, quality, case when state = 'VALUE' then value end as value,
                             sample_size, std_dev, reason
                      from (select series_id, period, min(line) as line, %s as state, %s as quality, %s as value,
                                   %s as sample_size, %s as std_dev, %s as reason
                            from delivered_part group by series_id, period) whole) t
                %s
                order by t.series_id, t.period""".formatted(
                        DeliveredRepository.COLUMNS,
                        DeliveredRepository.COMPARED,
                        state(combine),
                        isLast ? LAST.formatted("quality") : "max(quality)",
                        value(combine),
                        isLast
                                ? LAST.formatted("sample_size")
                                : "case when count(sample_size) > 0 then least(sum(sample_size), 2147483647)::integer end",
                        isLast ? LAST.formatted("std_dev") : "case when count(*) = 1 then max(std_dev) end",
                        isLast ? LAST.formatted("reason") : "max(reason)",
                        DeliveredRepository.inForce("t."));
    }

    private static String value(Combine combine) {
        return switch (combine) {
            case SUM -> "sum(value)";
            case MEAN -> "avg(value)";
            case COUNT -> "count(*)::numeric";
            case LAST -> LAST.formatted("value");
            case REJECT -> throw new IllegalArgumentException("nothing to combine");
        };
    }

    private static String state(Combine combine) {
        return switch (combine) {
            case COUNT -> "'VALUE'::styrkort.state";
            case LAST -> LAST.formatted("state");
            default -> """
                    case when bool_or(state in ('MISSING', 'SECRET')) then 'MISSING'
                         when bool_or(state = 'VALUE') then 'VALUE' else 'NOT_APPLICABLE' end::styrkort.state""";
        };
    }
}
