-- Who may enroll what, what they are asked on the way, and the agreement they accept.

-- One row for each directory group with a rule of its own; the row without a group holds for all directory users.
create table enrollment_access (
    id uuid primary key,
    directory_id uuid,                      -- both null: all directory users
    directory_key text,
    name text not null default '',          -- the group's name as last read
    may_institutional boolean not null,
    may_personal boolean not null,
    may_account_driven boolean not null,
    must_accept_eula boolean not null,
    site_id uuid references site (id),      -- the site offered on enrollment
    changed_at bigint not null
);
create unique index enrollment_access_group on enrollment_access (directory_id, directory_key);

-- The end user license agreement, version by version; the last one counts, and an empty text asks nobody.
create table eula (
    version bigint primary key,
    text text not null,
    changed_at bigint not null
);

-- Settings of user-initiated enrollment; at most one row.
create table enrollment_settings (
    id bigint primary key,                  -- always 1
    may_leave_user_blank boolean not null   -- whether "Assign to user" may stay empty
);

-- What the portal asks before the profile, JSON, and the agreement accepted.
alter table enrollment add column questions text not null default '{}';
alter table enrollment add column eula_version bigint;
alter table enrollment add column eula_accepted_at bigint;
