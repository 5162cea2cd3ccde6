-- The over-the-air profile service: which devices are admitted, and what one told before it got its profile.

create table admitted_serial_number (
    serial_number bytea primary key,        -- in capital letters; as octets, so that both engines sort them alike
    note text not null default '',
    added_at bigint not null,
    added_by text not null                  -- by whom, in words
);

-- One for each hand-out of the first phase.
create table profile_service_challenge (
    token_hash bytea primary key,           -- SHA-256
    enrollment_id uuid not null references enrollment (id),
    created_at bigint not null,
    expires_at bigint not null,
    udid text,                              -- of the device that came with it
    serial_number text
);
create index profile_service_challenge_enrollment on profile_service_challenge (enrollment_id, created_at);
create index profile_service_challenge_expires on profile_service_challenge (expires_at);
