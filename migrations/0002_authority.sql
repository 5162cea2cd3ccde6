-- Keys and certificates of the server itself. Keys are sealed with a key that lies outside the database.

create table authority (
    name text primary key,                  -- 'device-ca', 'profile-signer', 'tls-root'
    certificate bytea not null,             -- DER
    sealed_key bytea not null,
    created_at bigint not null
);

-- The MDM push certificate in use; at most one row.
create table push_certificate (
    id bigint primary key,                  -- always 1
    topic text not null,
    subject text not null,
    chain bytea not null,                   -- DER certificates, leaf first, each behind its length (four octets)
    sealed_key bytea not null,
    not_before bigint not null,
    not_after bigint not null,
    installed_at bigint not null
);
