-- Question: What is expected before a meeting, of which role or huvudman?
-- Grain: one row per expectation
-- In force: meeting_expectation, meeting
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   meeting    text  meeting id, or null for none
--   principal  text  SCB code for what concerns one huvudman and everyone, or null for all
-- Columns:
--   principal_code  text     -
--   who             text     Vem
--   expected        text     Det som väntas
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    e.principal_code,
    case
        when p.code is null then coalesce(e.audience, 'Alla')
        when e.audience is null then p.short_name
        else p.short_name || ', ' || lower(e.audience)
    end as who,
    e.text as expected, e.known_on, e.origin, e.synthetic
from meeting_expectation_in_force as e
join meeting_in_force as m on m.id = e.meeting_id and m.county_code = :county
left join principal as p on p.code = e.principal_code
where e.meeting_id = :meeting
    and (cast(:principal as text) is null or e.principal_code is null or e.principal_code = :principal)
order by p.sort_order nulls first, e.audience nulls first, e.text
