-- The SMS provider: who carries text messages, and which of its receipts were taken already.

create table sms_provider (
    id bigint primary key,                  -- always 1: there is one, or none
    settings text not null,                 -- how it is spoken to and what is allowed, JSON; no secrets
    sealed_secret bytea,                    -- auth token, password, or what stands for {secret}
    sealed_receipt_key bytea,               -- what receipts of an HTTP interface are signed with
    saved_at bigint not null
);

-- Receipts that were taken, so that nobody can post one twice.
create table sms_receipt (
    digest bytea primary key,               -- SHA-256 over its signature
    taken_at bigint not null
);
create index sms_receipt_taken on sms_receipt (taken_at);
