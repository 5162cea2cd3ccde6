-- The departments and buildings that the devices of one site have, for the filters of whoever sees that site alone.
create index device_of_site_by_department on device (site_id, department_key) where department_key is not null;
create index device_of_site_by_building on device (site_id, building_key) where building_key is not null;
