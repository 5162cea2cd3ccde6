-- Commands, and what devices told about themselves.

create table command (
    id uuid primary key,                    -- rises with time: the order of the queue
    enrollment_id uuid not null references enrollment (id),
    request_type text not null,
    payload bytea not null,
    state text not null,
    is_open boolean not null,               -- derived from state; leads the index so that history costs a poll nothing
    queued_at bigint not null,
    sent_at bigint,
    answered_at bigint,
    not_now_count bigint not null default 0,
    error text
);
create index command_queue on command (enrollment_id, is_open, id);
create index command_open on command (enrollment_id) where is_open = true;
create index command_history on command (enrollment_id, id);

create table inventory (
    device_id uuid not null references device (id),
    kind text not null,
    reported_at bigint not null,
    content text not null,                  -- JSON
    primary key (device_id, kind)
);
