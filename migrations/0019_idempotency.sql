-- Requests that programs may send twice and mean once: the first answer to each key, for a day.

create table idempotency (
    key_hash bytea primary key,             -- SHA-256 over who asks, what for, and the key they chose
    request_hash bytea not null,            -- SHA-256 of the request: another one under the same key is refused
    sealed_answer bytea not null,           -- what came of the first, sealed: it may hold a link
    created_at bigint not null
);
create index idempotency_created on idempotency (created_at);
