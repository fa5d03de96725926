-- Question: What has a huvudman chosen to focus on?
-- Grain: one row per chosen aspect
-- In force: focus_area
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code
-- Columns:
--   aspect_id  text     -
--   aspect     text     Aspekt
--   text       text     Fokus
--   known_on   date     Känt sedan
--   synthetic  boolean  -
select f.aspect_id, aspect.name as aspect, f.text, f.known_on, f.synthetic
from focus_area_in_force as f
join aspect on aspect.id = f.aspect_id
where f.principal_code = :principal and f.chosen
order by aspect.sort_order
