-- Third-party certificates that sign enrollment profiles: the one in use and those before it; and the links to the profile
-- with the server's own root, for devices that have to trust it first.

create table signing_certificate (
    id uuid primary key,
    in_use bigint unique check (in_use = 1),    -- 1 for the one there is, null for former ones
    facts text not null,                        -- what it says, JSON
    chain bytea not null,                       -- certificates, leaf first, each behind its length
    sealed_key bytea,                           -- gone once it is replaced or removed
    not_before bigint not null,
    not_after bigint not null,
    installed_at bigint not null,
    installed_by text not null,
    ended_at bigint,
    ended_by text,
    told text                                   -- of which stage of its end webhooks were told
);

create table ca_link (
    token_hash bytea primary key,               -- SHA-256 of the token in the link
    enrollment_id uuid not null unique references enrollment (id)
);
