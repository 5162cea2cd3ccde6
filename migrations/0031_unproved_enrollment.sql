-- Enrollments that nobody has logged in for say so, like those that are begun from now on: nobody has proved to be the person
-- they name. The trail has who began each, so what an invitation asks for by now does not matter: nobody known, who came by
-- an invitation that asked for no login, or a program or the operator, who named an account. An account that called for
-- another one looks like one that logged in; its enrollments stay as they are.

update enrollment
set course = case course when '{}' then '{"is_unproved":true}' else '{"is_unproved":true,' || substr(course, 2) end
where id in
    (select enrollment_id from audit
     where event like '{"event":"enrollment-begun"%'
         and (actor like '{"kind":"anonymous"%' or actor like '{"kind":"api-token"%' or actor like '{"kind":"operator"%'));
