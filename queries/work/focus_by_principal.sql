-- Question: Which aspects has each huvudman chosen to focus on?
-- Grain: one row per huvudman and chosen aspect
-- In force: focus_area
-- Parameters:
--   as_of       date  the day the picture is of
--   county      text  county code
--   work_group  text  work group id, or null for all huvudmän
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   aspect_id       text     -
--   aspect          text     Aspekt
--   text            text     Fokus
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    p.code as principal_code, p.short_name as principal, f.aspect_id, aspect.name as aspect, f.text, f.known_on,
    f.origin, f.synthetic
from focus_area_in_force as f
join principal as p on p.code = f.principal_code and p.county_code = :county
join aspect on aspect.id = f.aspect_id
where f.chosen and (cast(:work_group as text) is null or p.work_group_id = :work_group)
order by p.sort_order, aspect.sort_order
