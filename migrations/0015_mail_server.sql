-- The mail server that mail to people goes through: one, or none.

create table mail_server (
    id bigint primary key check (id = 1),
    settings text not null,                 -- how it is reached and what mail says of its sender, JSON; no secrets
    sealed_password bytea,
    sealed_client_secret bytea,
    sealed_refresh_token bytea,
    sealed_mailbox_password bytea           -- of the mailbox to which it reports what became of a mail
);
