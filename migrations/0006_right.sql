-- Rights: how far accounts reach, groups of accounts, and what belongs to a site.

-- Accounts of directory users have a key that nobody can type: U+0001, the directory's id, a slash, the person's key.
-- Their `password_hash` is empty, which no password fits.
alter table account add column directory_id uuid;
alter table account add column directory_key text;
alter table account add column access text not null default 'full';     -- full, site, groups
alter table account add column site_id uuid;                            -- of access 'site'
alter table account add column privileges text not null default '';     -- of set 'custom': names, separated by blanks
create index account_site on account (site_id) where site_id is not null;

create table account_group (
    id uuid primary key,
    name text not null,
    name_key text not null unique,          -- lower case: how names are compared
    directory_id uuid,                      -- the directory group whose members are in it, if it is one
    directory_key text,
    site_id uuid references site (id),      -- null reaches everywhere
    privilege_set text not null,
    privileges text not null default '',
    created_at bigint not null
);
create unique index account_group_directory on account_group (directory_id, directory_key);

-- Members of groups: chosen here, or as a directory said when the account last signed in.
create table account_group_member (
    group_id uuid not null references account_group (id),
    account_id uuid not null references account (id),
    primary key (account_id, group_id)
);
create index account_group_member_group on account_group_member (group_id);

-- The site that a console session looks at; null looks at all that its account reaches.
alter table session add column site_id uuid;

-- Site names are compared without regard to case.
alter table site add column name_key text not null default '';
update site set name_key = lower(name);
create unique index site_by_name on site (name_key);

-- The device lists of one site, in each order.
create index device_of_site_by_name on device (site_id, lower(coalesce(name, '')), id);
create index device_of_site_by_serial on device (site_id, lower(coalesce(serial_number, '')), id);
create index device_of_site_by_username on device (site_id, lower(username), id);
create index device_of_site_by_os on device (site_id, os_order, id);
create index device_of_site_by_seen on device (site_id, coalesce(last_seen_at, 0), id);
create index device_of_site_by_enrolled on device (site_id, coalesce(enrolled_at, 0), id);

-- The enrollment lists and counts of one site.
create index enrollment_of_site on enrollment (site_id, id);
create index enrollment_of_site_enrolled on enrollment (site_id, enrolled_at);
create index enrollment_of_site_unfinished on enrollment (site_id, id) where enrolled_at is null and ended_at is null;
create index enrollment_of_site_current on enrollment (site_id, id) where enrolled_at is not null and ended_at is null;
