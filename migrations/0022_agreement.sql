-- Agreements by ownership and language, who read what, and what a browser knows of the device it runs on.

-- The agreements, version by version for each ownership; the last one counts. Every version stays: enrollments name it.
create table agreement (
    ownership text not null,                -- institutional, personal
    version bigint not null,
    changed_at bigint not null,
    changed_by text not null default '',    -- by whom, in words
    primary key (ownership, version)
);

-- What a version says in each language; a version without any asks nobody.
create table agreement_text (
    ownership text not null,
    version bigint not null,
    language text not null,                 -- BCP 47, in its usual spelling
    text text not null,
    primary key (ownership, version, language)
);

-- There was one agreement, for institutionally owned devices and in English.
insert into agreement (ownership, version, changed_at)
    select 'institutional', version, changed_at from eula;
insert into agreement_text (ownership, version, language, text)
    select 'institutional', version, 'en', text from eula where text <> '';
drop table eula;

-- In which language the agreement accepted was read; null for those accepted before there were several.
alter table enrollment add column eula_language text;

-- Browsers on devices that have enrolled: whoever comes again with the cookie is asked about the device, by hash.
create table device_browser (
    token_hash bytea primary key,
    device_id uuid not null references device (id),
    made_at bigint not null
);
create index device_browser_device on device_browser (device_id, made_at);

-- Since when the record keeps the history of its user and location; what lies before was cleared at a re-enrollment.
alter table device add column person_history_since bigint;
