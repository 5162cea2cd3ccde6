-- From where logins at identity providers are begun, so that nobody takes the room of all others.

alter table provider_login add column source text;  -- as logins are counted; null: not counted
create index provider_login_source on provider_login (source, expires_at);
