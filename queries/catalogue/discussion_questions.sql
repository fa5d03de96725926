-- Question: Which questions may a level take to its meeting?
-- Grain: one row per question
-- Parameters:
--   county  text  county code
--   level   text  level id, or null for all
-- Columns:
--   level_id   text  -
--   level      text  Nivå
--   aspect_id  text  -
--   question   text  Fråga att ta med
select q.level_id, level.name as level, q.aspect_id, q.text as question
from discussion_question as q
join level on level.id = q.level_id
where cast(:level as text) is null or q.level_id = :level
order by level.sort_order, q.sort_order
