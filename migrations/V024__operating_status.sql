-- The current operating information is read by everybody: its cost must not grow with what was once down.

create index outage_status on styrkort.outage ((coalesce(ended_at, 'infinity'::timestamptz)))
    where ended is null and published and not withdrawn;
comment on index styrkort.outage_status is 'Answers: which published interruptions go on, are planned or ended lately?';
