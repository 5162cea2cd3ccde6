-- What messages say, where an administrator has put another text in place of the one that comes with the server.

create table message_template (
    kind text not null,                     -- invitation, reminder, code, …
    language text not null,                 -- its code, such as de or de-AT
    subject text not null,                  -- with variables in double braces, as the others
    body text not null,                     -- Markdown
    sms text not null,                      -- plain text
    changed_at bigint not null,
    primary key (kind, language)
);
