-- Whoever asks when too many sign-ins wait takes the place of the oldest, first of one whose page nobody has opened.

create index account_sign_in_oldest on account_sign_in ((user_identifier is not null), expires_at)
    where enrollment_id is null;
