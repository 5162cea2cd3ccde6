-- The logos of the portal, by what is in them: which one counts is a setting, and the others are its history.
create table portal_logo (
    hash text not null primary key,         -- of the content, in hexadecimal digits
    content bytea not null,                 -- PNG, drawn anew by the server from what was uploaded
    created_at bigint not null
);
