-- Directories, in the order in which they are asked, and what devices and accounts keep of the people in them.

create table directory (
    id uuid primary key,
    name text not null,
    name_key text not null unique,          -- lower case: how names are compared
    position bigint not null,               -- the order in which they are asked, from 0
    settings text not null,                 -- what answers and how to reach and read it, JSON; no secrets
    sealed_bind_password bytea,
    sealed_client_identity bytea,           -- certificate chain and key, JSON
    disabled_at bigint,
    created_at bigint not null,
    people_due_before bigint,               -- people last asked about before this are due, because somebody wanted so
    answered_at bigint,                     -- when it last answered, to a minute
    failing_since bigint,                   -- since when it has not answered; null while it does
    failure text not null default ''        -- the last failure in words
);

-- The person of a device as their directory names them: no foreign key, the link may outlive neither or be cut.
alter table device add column directory_id uuid;
alter table device add column directory_key text;
alter table device add column person_checked_at bigint;     -- when the directory was last asked about the person
alter table device add column person_left_at bigint;        -- since when the directory does not know them any more
alter table device add column department_key text;          -- of the person, for filters; see department.name_key
alter table device add column building_key text;
create index device_person on device (directory_id, directory_key);
create index device_person_checked on device (directory_id, coalesce(person_checked_at, 0), id)
    where directory_id is not null;
create index device_department on device (department_key, id) where department_key is not null;
create index device_building on device (building_key, id) where building_key is not null;

-- The directory user who logged in, or to whom the device is to be assigned.
alter table enrollment add column directory_id uuid;
alter table enrollment add column directory_key text;

-- When the directory was last asked about the person of an account and their groups.
alter table account add column person_checked_at bigint;
create index account_person_checked on account (directory_id, coalesce(person_checked_at, 0), id)
    where directory_id is not null;

-- Departments and buildings that people of devices had: made on the fly, never dropped.
create table department (
    name_key text primary key,              -- lower case: how names are compared
    name text not null                      -- as it was written first
);

create table building (
    name_key text primary key,
    name text not null
);
