-- Sites, devices, and the enrollments that bind people and devices.

create table site (
    id uuid primary key,
    name text not null unique,
    created_at bigint not null
);

create table device (
    id uuid primary key,
    udid text not null unique,
    serial_number text,
    name text,
    model_name text,
    product_name text,
    os_version text,
    os_order bigint not null default 0,     -- the version as a number that sorts rightly: 18.1.2 is 18001002
    build_version text,
    imei text,
    is_supervised boolean,
    ownership text not null,
    site_id uuid references site (id),
    person text not null,                   -- user and location, JSON
    username text not null default '',      -- of the person, for sorting
    enrollment_id uuid,                     -- the enrollment that manages it now
    created_at bigint not null,
    enrolled_at bigint,
    last_seen_at bigint
);
create index device_by_name on device (lower(coalesce(name, '')), id);
create index device_by_serial on device (lower(coalesce(serial_number, '')), id);
create index device_by_username on device (lower(username), id);
create index device_by_os on device (os_order, id);
create index device_by_seen on device (coalesce(last_seen_at, 0), id);
create index device_by_enrolled on device (coalesce(enrolled_at, 0), id);

-- The words by which a device is found. As octets, so that both engines compare them alike.
create table device_word (
    word bytea not null,
    device_id uuid not null references device (id),
    primary key (word, device_id)
);
create index device_word_device on device_word (device_id);

create table enrollment (
    id uuid primary key,
    account_id uuid references account (id),
    person text not null,                   -- user and location, JSON
    ownership text not null,
    site_id uuid references site (id),
    device_id uuid references device (id),
    profile_token_hash bytea not null unique,   -- SHA-256 of the token in the profile's link
    begun_at bigint not null,
    expires_at bigint not null,
    profile_fetched_at bigint,
    certificate_issued_at bigint,
    authenticated_at bigint,
    enrolled_at bigint,
    ended_at bigint,
    end_reason text,
    stopped_at bigint,
    stop_reason text,
    stop_reference text
);
create index enrollment_device on enrollment (device_id, id);
create index enrollment_enrolled on enrollment (enrolled_at);
create index enrollment_account on enrollment (account_id) where enrolled_at is null and ended_at is null;
create index enrollment_unfinished on enrollment (id) where enrolled_at is null and ended_at is null;
create index enrollment_expires on enrollment (expires_at) where enrolled_at is null and ended_at is null;
create index enrollment_current on enrollment (id) where enrolled_at is not null and ended_at is null;
create index enrollment_ended on enrollment (id) where ended_at is not null;

-- Identity certificates. The row is the authority for every later request of the device.
create table certificate (
    id uuid primary key,
    enrollment_id uuid not null references enrollment (id),
    fingerprint bytea not null unique,      -- SHA-256 of the certificate
    key_hash bytea not null,                -- SHA-256 of its public key's info
    serial bytea not null unique,
    der bytea not null,
    not_before bigint not null,
    not_after bigint not null,
    issued_at bigint not null,
    revoked_at bigint
);
create index certificate_enrollment on certificate (enrollment_id, key_hash);

-- One challenge for each profile handed out.
create table challenge (
    id uuid primary key,
    token_hash bytea not null unique,
    enrollment_id uuid not null references enrollment (id),
    created_at bigint not null,
    expires_at bigint not null,
    consumed_at bigint,
    certificate_id uuid references certificate (id),
    message_hash bytea                      -- SHA-256 of the message that consumed it
);
create index challenge_enrollment on challenge (enrollment_id, id);
create index challenge_expires on challenge (expires_at);

-- How to reach a device. All three secrets are sealed.
create table channel (
    enrollment_id uuid primary key references enrollment (id),
    topic text not null,
    sealed_token bytea not null,
    sealed_push_magic bytea not null,
    sealed_unlock_token bytea,
    token_digest bytea not null,            -- SHA-256 over token and magic of the newest TokenUpdate
    updated_at bigint not null,
    pushed_at bigint,                       -- when Apple last took a push
    gone_at bigint                          -- since when Apple says that the token is dead
);
create index channel_topic on channel (topic);

-- Token updates seen, so that an old one that comes again does not undo a newer one.
create table token_update (
    enrollment_id uuid not null references enrollment (id),
    digest bytea not null,
    primary key (enrollment_id, digest)
);
