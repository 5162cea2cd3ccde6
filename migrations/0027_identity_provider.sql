-- Identity providers: who vouches for people by OpenID Connect.

create table identity_provider (
    id uuid primary key,
    name_key text not null unique,          -- lower case: how names are compared
    settings text not null,                 -- how it is reached, read and used, JSON; no secrets
    sealed_client_secret bytea,             -- null: a public client
    disabled_at bigint,
    created_at bigint not null
);

-- Accounts to which people of a provider sign in because an administrator has said so.
create table identity_link (
    account_id uuid primary key references account (id) on delete cascade,
    provider_id uuid not null references identity_provider (id) on delete cascade,
    subject text,                           -- who: from the first sign-in on
    created_at bigint not null,
    used_at bigint
);
create unique index identity_link_subject on identity_link (provider_id, subject) where subject is not null;

-- Logins that are under way at a provider, until their one answer. Nodes keep nothing of it in memory.
create table provider_login (
    id uuid primary key,
    state_hash bytea not null unique,       -- SHA-256; the state itself travels with the browser
    browser_hash bytea not null,            -- SHA-256 of the cookie of the browser that has begun it
    provider_id uuid not null references identity_provider (id) on delete cascade,
    errand text not null,                   -- what it is for, JSON
    sealed bytea not null,                  -- nonce, verifier, and the link that somebody came with
    created_at bigint not null,
    expires_at bigint not null
);
create index provider_login_expires on provider_login (expires_at);
create index provider_login_provider on provider_login (provider_id);
