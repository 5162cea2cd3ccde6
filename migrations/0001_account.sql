-- Local accounts, what they are signed in with, and what guards their passwords.

create table account (
    id uuid primary key,
    username text not null,
    username_key text not null unique,      -- lower case: how names are compared
    full_name text not null,
    email text,
    password_hash text not null,            -- Argon2id in PHC form
    privilege_set text not null,
    created_at bigint not null,             -- all instants are milliseconds since 1970, UTC
    disabled_at bigint
);

create table session (
    id uuid primary key,
    token_hash bytea not null unique,       -- SHA-256; the token is in the browser's cookie only
    account_id uuid references account (id),    -- set for the console
    enrollment_id uuid,                         -- set for the portal
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null
);
create index session_expires on session (expires_at);
create index session_account on session (account_id);

create table api_token (
    id uuid primary key,
    token_hash bytea not null unique,
    name text not null,
    account_id uuid not null references account (id),
    scopes text not null,                   -- names, separated by blanks
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);
create index api_token_account on api_token (account_id);

-- Failed logins, per username and per source address.
create table throttle (
    counter text primary key,               -- 'account:' and the hash of a username, or 'source:192.0.2.7'
    failures bigint not null,
    failed_at bigint not null
);
create index throttle_failed on throttle (failed_at);

-- The one-time code for the first administrator; at most one row.
create table setup_code (
    token_hash bytea primary key,
    expires_at bigint not null
);
