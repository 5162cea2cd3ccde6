-- What administrators decide about enrollment while the server runs, and what an enrollment was begun under.

-- Each part of the settings, version by version: the greatest version counts, the others are its history.
create table setting (
    name text not null,                     -- general, devices, re-enrollment, text/de, …
    version bigint not null,
    content text not null,                  -- JSON
    changed_at bigint not null,
    changed_by text not null,               -- by whom, in words
    primary key (name, version)
);

-- The way an enrollment takes, fixed when it begins (JSON); the language of the person; and the two facts of the walk
-- through a private root: when its profile was fetched, and when the browser saw that it is trusted.
alter table enrollment add column course text not null default '{}';
alter table enrollment add column language text;
alter table enrollment add column ca_fetched_at bigint;
alter table enrollment add column trusted_at bigint;
