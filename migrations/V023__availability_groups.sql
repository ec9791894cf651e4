-- Groups of services whose availability is followed up together.

alter table styrkort.catalog_entry drop constraint catalog_entry_kind_check;
alter table styrkort.catalog_entry add constraint catalog_entry_kind_check check (kind in
    ('object', 'product', 'service', 'organisation', 'metric', 'availability_group', 'service_hours', 'calendar'));
comment on table styrkort.catalog_entry is
    'One row per object, product, service, organisation, metric, availability group, service hours or calendar; its code '
    'never changes.';
