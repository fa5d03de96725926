-- Question: What did the county's dialogue ask of each level?
-- Grain: one row per expectation
-- Parameters:
--   county  text  county code
--   level   text  level id, or null for all
-- Columns:
--   level_id     text  -
--   level        text  Nivå
--   expectation  text  Förväntan
--   source       text  Källa
select e.level_id, level.name as level, e.text as expectation, e.reference as source
from expectation as e
join level on level.id = e.level_id
where cast(:level as text) is null or e.level_id = :level
order by level.sort_order, e.sort_order
