-- Programs elsewhere that are told what happens, and each telling.

create table webhook (
    id uuid primary key,
    settings text not null,                 -- name, address, events, JSON; no secrets
    sealed_secret bytea not null,           -- signs what is told
    sealed_former_secret bytea,             -- signs beside it for a while after it was replaced
    former_secret_until bigint,
    is_enabled boolean not null,            -- somebody decides that
    paused_at bigint,                       -- since when the server has stopped telling it
    failing_since bigint,                   -- since when nothing arrives; null while it does
    failure text not null,                  -- the last failure in words
    created_at bigint not null
);

-- No foreign key: a change that is told must never fail because somebody deletes the webhook at the same moment.
create table webhook_delivery (
    id uuid primary key,
    webhook_id uuid not null,
    occurrence_id uuid not null,            -- the event's id: the same for every webhook, try and replay
    event text not null,                    -- the event's fixed name
    payload text not null,                  -- the body, as it is signed and sent
    state text not null,                    -- ready, delivered, dead
    attempt bigint not null,
    due_at bigint not null,                 -- when the next try is due
    tried_at bigint,
    status bigint,                          -- of the last answer
    words text not null,                    -- the last words of the program, or why there were none
    created_at bigint not null
);
-- The list of a webhook, newest first, and what is replayed.
create index webhook_delivery_history on webhook_delivery (webhook_id, created_at, id);
-- What is still to be told; stays small however long the history is.
create index webhook_delivery_ready on webhook_delivery (webhook_id) where state = 'ready';
-- What is old enough to be forgotten.
create index webhook_delivery_age on webhook_delivery (created_at);
