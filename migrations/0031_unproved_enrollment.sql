-- Enrollments that were begun by an invitation that asks for no login say so, like those that are begun from now on: nobody
-- has proved to be the person they name.

update enrollment
set course = case course when '{}' then '{"is_unproved":true}' else '{"is_unproved":true,' || substr(course, 2) end
where account_id is null
    and invitation_id in (select id from invitation where terms like '%"requires_login":false%');
