-- The audit log: what a change touched, by what lines are found, and the chain that shows whether lines were altered.

alter table audit add column changes text;              -- JSON; null when no field changed
alter table audit add column reason text;
alter table audit add column kind text;                 -- the event's fixed name; null before this migration
alter table audit add column actor_key text;            -- lower case: how actors are looked for
alter table audit add column words text;                -- lower case: what a search looks through
alter table audit add column lane bigint;               -- the chain that it stands in; null before the chain
alter table audit add column number bigint;             -- its place there, from 1, without gaps
alter table audit add column mac bytea;                 -- HMAC-SHA-256 over the mac before and this line, without device_id
create unique index audit_place on audit (lane, number);
create index audit_unchained on audit (id) where lane is null;
create index audit_kind on audit (kind, id);
create index audit_actor on audit (actor_key, id);
create index audit_source on audit (source, id);

-- The end of each chain.
create table audit_head (
    lane bigint primary key,
    number bigint not null,                             -- of the last line; 0 when there is none
    mac bytea not null,                                 -- of the last line
    seal bytea not null                                 -- HMAC-SHA-256 over the three above
);
