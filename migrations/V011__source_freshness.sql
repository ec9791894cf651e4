create index import_of_source on styrkort.import (source_id, received_at);
comment on index styrkort.import_of_source is 'Answers: when did a source last deliver?';
