-- Account-driven enrollment: people who sign in to an account in Settings, from the device's first question on.

-- Devices enrolled as their owners' own tell no UDID and no serial number. Their column `device.udid`, by which a device
-- is known and which is unique, holds `enrollment/` and the EnrollmentID, which no UDID can look like.

create table account_sign_in (
    id uuid primary key,
    token_hash bytea not null unique,       -- SHA-256 of the token in the address of the web page
    way text not null,                      -- account-driven-user, account-driven-device
    machine text not null,                  -- what the device said of itself (JSON)
    user_identifier text,                   -- the account typed in Settings
    enrollment_id uuid references enrollment (id),
    access_token_hash bytea,                -- SHA-256 of what the device proves its sign-in with
    created_at bigint not null,
    expires_at bigint not null,             -- until when the page opens and the profile is handed out
    session_expires_at bigint               -- when the settings want the person to sign in again
);
create unique index account_sign_in_access_token on account_sign_in (access_token_hash)
    where access_token_hash is not null;
create unique index account_sign_in_enrollment on account_sign_in (enrollment_id)
    where enrollment_id is not null;
create index account_sign_in_expires on account_sign_in (expires_at) where enrollment_id is null;
