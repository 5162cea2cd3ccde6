-- The built-in list of people, for those without a directory, and lists that were uploaded and wait for a yes.

create table built_in_person (
    id uuid primary key,
    username_key text not null unique,      -- lower case: how usernames are compared
    name_key bytea not null,                -- the beginning of the name in lower case: the list's order, as octets, so that both engines sort alike
    person text not null,                   -- user and location, JSON
    created_at bigint not null,
    updated_at bigint not null
);
create index built_in_person_by_name on built_in_person (name_key, id);

-- The words by which a person is found. As octets, so that both engines compare them alike.
create table built_in_person_word (
    word bytea not null,
    person_id uuid not null references built_in_person (id),
    primary key (word, person_id)
);
create index built_in_person_word_person on built_in_person_word (person_id);

-- A list of lines for many people or devices: shown as a preview first, applied when its uploader says so.
create table upload (
    id uuid primary key,
    account_id uuid not null references account (id),   -- whose it is; nobody else sees it
    kind text not null,                     -- people, assignments
    content bytea not null,                 -- the file as it came; empty once it is applied
    state text not null,                    -- how far it is, with its outcome, JSON
    created_at bigint not null,
    expires_at bigint not null
);
create index upload_expires on upload (expires_at);
create index upload_account on upload (account_id, kind);
