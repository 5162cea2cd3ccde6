-- Second factors: passkeys, authenticator apps and recovery codes; and what a console session knows of itself.

create table passkey (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    credential_id bytea not null unique,    -- the authenticator's own name of the key: one account's, and no other's
    credential text not null,               -- JSON: the public key, its counter and its flags; nothing secret
    name text not null,
    created_at bigint not null,
    last_used_at bigint
);
create index passkey_account on passkey (account_id, id);

-- At most one authenticator app per account.
create table totp (
    account_id uuid primary key references account (id) on delete cascade,
    secret bytea not null,                  -- sealed
    created_at bigint not null,
    confirmed_at bigint,                    -- it counts from its first code on
    last_used_step bigint                   -- no code of this or an earlier step is accepted again
);

create table recovery_code (
    account_id uuid not null references account (id) on delete cascade,
    code_hash bytea not null,               -- SHA-256 of 100 random bits
    created_at bigint not null,
    used_at bigint,
    primary key (account_id, code_hash)
);

-- Sign-ins whose password was right and whose second factor is awaited.
create table pending_login (
    id uuid primary key,
    token_hash bytea not null unique,       -- SHA-256; the ticket is in the browser's cookie only
    account_id uuid not null references account (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null
);
create index pending_login_account on pending_login (account_id);
create index pending_login_expires on pending_login (expires_at);

-- What a passkey was asked, until its one answer. Nodes keep nothing of it in memory.
create table passkey_ceremony (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    purpose text not null,                  -- add, prove, sign-in
    bound_to uuid not null,                 -- the session, or the pending login, in which it was asked
    state bytea not null,                   -- sealed: the challenge and what was promised with it
    expires_at bigint not null
);
create index passkey_ceremony_account on passkey_ceremony (account_id);
create index passkey_ceremony_expires on passkey_ceremony (expires_at);

-- Where a console session was opened from, and how its account has proved itself in it.
alter table session add column source text;
alter table session add column browser text;            -- what it called itself, cut
alter table session add column proved_at bigint;        -- when password or second factor were given last
alter table session add column second_factor_at bigint; -- when the second factor was given last
