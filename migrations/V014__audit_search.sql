create index audit_of_actor on styrkort.audit (actor, audit_id);
comment on index styrkort.audit_of_actor is 'Answers: what has somebody done lately?';
create index audit_of_action on styrkort.audit (action, audit_id);
comment on index styrkort.audit_of_action is 'Answers: what of one kind has been done lately?';
