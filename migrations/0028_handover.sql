-- A person takes what they have begun in one browser to another: by a QR code or a short code, once, within minutes.

create table handover (
    id uuid primary key,
    token_hash bytea not null unique,       -- of the token in the link; keyed
    code_hash bytea not null unique,        -- of the short code that can be typed instead; keyed
    origin_hash bytea not null,             -- of what the browser holds that hands over; keyed
    enrollment_id uuid references enrollment (id) on delete cascade,
    session_id uuid,                        -- with an enrollment: the portal session that hands it over
    recipient_id uuid references invitation_recipient (id) on delete cascade,   -- or, before the login: the invitation
    created_at bigint not null,
    expires_at bigint not null,
    taken_at bigint
);
create index handover_origin on handover (origin_hash, id);
create index handover_enrollment on handover (enrollment_id) where enrollment_id is not null;
create index handover_recipient on handover (recipient_id) where recipient_id is not null;
create index handover_expires on handover (expires_at);

-- Since when a portal session only follows what another browser goes on with.
alter table session add column handed_over_at bigint;
