-- The outbox: every message to somebody, by e-mail or SMS, from the verb that wants it sent to its fate.

create table message (
    id uuid primary key,
    kind text not null,                     -- invitation, reminder, code, ...
    channel text not null,                  -- email, sms
    address text not null,
    invitation_id uuid references invitation (id),
    recipient_id uuid references invitation_recipient (id),
    account_id uuid,                        -- who had it sent
    detail text not null default '{}',      -- what else its text needs, JSON
    state text not null,                    -- queued, sending, accepted, delivered, bounced, failed, held, cancelled
    attempt bigint not null default 0,
    created_at bigint not null,
    due_at bigint not null,                 -- of a message that is being sent: when its lease ends
    accepted_at bigint,
    settled_at bigint,
    words text not null default '',
    provider_key text,                      -- what the provider calls it
    reference text,
    sealed_text bytea                       -- of a message that stays in the outbox: what it says, sealed
);
create index message_due on message (channel, due_at) where state in ('queued', 'sending');
create index message_recipient on message (recipient_id, id) where recipient_id is not null;
create index message_invitation on message (invitation_id) where state in ('queued', 'sending');
create index message_provider_key on message (provider_key) where provider_key is not null;
create index message_reference on message (reference) where reference is not null;
create index message_address on message (address, created_at);
create index message_account on message (account_id, created_at) where account_id is not null;
create index message_created on message (created_at);
create index message_held on message (created_at) where sealed_text is not null;
create index message_accepted on message (channel, accepted_at) where accepted_at is not null;
