-- Enrollment invitations, whom they go to, and the links that open them.

create table invitation (
    id uuid primary key,
    number bigint not null unique,          -- a short number for people and for older scripts; says nothing and opens nothing
    name text not null,
    name_key bytea not null,                -- lower case, as octets, so that both engines sort alike
    delivery text not null,                 -- email, sms, link
    terms text not null,                    -- JSON
    texts text not null default '{}',       -- texts of its own by language, JSON; where none is, the usual ones
    site_id uuid references site (id),      -- the site that devices join; of the terms, apart because lists are cut by it
    expires_at bigint,                      -- null: never; of the terms, apart because it is compared
    account_id uuid references account (id),    -- the inviter
    inviter text not null,                  -- their name then
    created_at bigint not null,
    changed_at bigint not null,
    paused_at bigint,
    revoked_at bigint,
    archived_at bigint
);
create index invitation_present on invitation (id) where archived_at is null;
create index invitation_archived on invitation (id) where archived_at is not null;
create index invitation_of_site on invitation (site_id, id);
create index invitation_by_name on invitation (name_key, id);
create index invitation_account on invitation (account_id, id);

-- The last number given out; one row.
create table invitation_number (
    id bigint primary key,
    number bigint not null
);
insert into invitation_number (id, number) values (1, 0);

create table invitation_recipient (
    id uuid primary key,
    invitation_id uuid not null references invitation (id),
    channel text,                           -- email, sms; null: nothing is sent, the link is given out by hand
    address text not null default '',
    address_key bytea not null,             -- how addresses are compared, as octets
    other_address text,                     -- where a one-time code goes: by the other way
    name text not null default '',
    language text not null default '',
    zone text not null default '',          -- IANA name; empty: the invitation's
    directory_id uuid,                      -- the person of a directory it is for, if it is known
    directory_key text,
    person text,                            -- user and location of that person, JSON
    uses_reserved bigint not null default 0,
    uses_counted bigint not null default 0,
    created_at bigint not null,
    message_id uuid,                        -- the last message
    message_state text,                     -- its state
    words text not null default '',         -- what its carrier said last
    reference text,                         -- the reference code of what went wrong last
    accepted_at bigint,
    delivered_at bigint,
    opened_at bigint,
    enrollment_id uuid,                     -- the last enrollment
    logged_in_at bigint,
    profile_fetched_at bigint,
    certificate_issued_at bigint,
    enrolled_at bigint,
    stopped_at bigint,
    stop_reason text,
    new_link_wanted_at bigint,
    reminded_at bigint,
    revoked_at bigint,
    stage bigint not null default 0,        -- how far they have come at all, 0 to 8
    status text not null default 'queued'   -- how they stand now, as far as that is not a matter of time
);
create unique index invitation_recipient_address on invitation_recipient (invitation_id, address_key);
create index invitation_recipient_stage on invitation_recipient (invitation_id, stage, status);
create index invitation_recipient_by_stage on invitation_recipient (invitation_id, stage, id);
create index invitation_recipient_status on invitation_recipient (invitation_id, status, id);
create index invitation_recipient_id on invitation_recipient (invitation_id, id);
create index invitation_recipient_enrollment on invitation_recipient (enrollment_id) where enrollment_id is not null;

-- Links that open an invitation for a recipient: only hashes. A message that is sent again carries a new one; older ones go on.
create table invitation_link (
    token_hash bytea primary key,           -- SHA-256
    code_hash bytea not null unique,        -- of the short code that can be typed; keyed, because it is short
    recipient_id uuid not null references invitation_recipient (id),
    created_at bigint not null
);
create index invitation_link_recipient on invitation_link (recipient_id);

-- What an enrollment owes to an invitation.
alter table enrollment add column invitation_id uuid references invitation (id);
alter table enrollment add column recipient_id uuid references invitation_recipient (id);
alter table enrollment add column use_reserved_until bigint;  -- a use is held for it until then
alter table enrollment add column use_counted_at bigint;      -- and was counted
create index enrollment_invitation on enrollment (invitation_id, id) where invitation_id is not null;
create index enrollment_recipient on enrollment (recipient_id, id) where recipient_id is not null;
create index enrollment_use on enrollment (use_reserved_until) where use_reserved_until is not null and use_counted_at is null;

-- One-time codes for those who have opened their invitation: the second factor that goes the other way.
create table enrollment_code (
    enrollment_id uuid primary key references enrollment (id),
    code_hash bytea,                        -- keyed; null until it is sent
    made_at bigint,
    sent bigint not null default 0,         -- how often
    failures bigint not null default 0
);

alter table audit add column invitation_id uuid;
create index audit_invitation on audit (invitation_id, id) where invitation_id is not null;
