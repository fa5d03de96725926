-- Question: What was said in the minutes?
-- Grain: one row per observation
-- In force: observation
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   level   text  level id, or null for all
-- Columns:
--   kind       text     -
--   text       text     Vad som sades
--   level_id   text     -
--   aspect     text     Aspekt
--   principal  text     Huvudman
--   known_on   date     Känt sedan
--   source     text     Källa
--   origin     text     -
--   synthetic  boolean  -
select
    o.kind, o.text, o.level_id, aspect.name as aspect, p.short_name as principal, o.known_on, source.title as source,
    o.origin, o.synthetic
from observation_in_force as o
join source on source.id = o.source_id
left join aspect on aspect.id = o.aspect_id
left join principal as p on p.code = o.principal_code
where o.county_code = :county and (cast(:level as text) is null or o.level_id = :level)
order by o.known_on desc, o.row_id
