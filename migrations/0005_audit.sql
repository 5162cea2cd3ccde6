-- The audit trail, and the work that is done later.

create table audit (
    id uuid primary key,                    -- rises with time
    at bigint not null,
    actor text not null,                    -- JSON
    source text,
    event text not null,                    -- JSON
    enrollment_id uuid,
    device_id uuid,
    reference text
);
create index audit_enrollment on audit (enrollment_id, id);
create index audit_device on audit (device_id, id);
create index audit_reference on audit (reference);

create table job (
    id uuid primary key,
    job text not null,                      -- JSON
    dedupe_key text unique,                 -- set while the job waits
    state text not null,                    -- ready, running, dead
    run_at bigint not null,                 -- due at; of a running job: when its lease ends
    attempt bigint not null default 0,
    last_error text
);
create index job_due on job (run_at) where state in ('ready', 'running');
