-- Question: Which of one huvudman's answers moved between two rounds?
-- Grain: one row per measure answered with a step in both rounds in the same wording
-- Uses: follow_up/shifts
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   previous   text  the earlier round
--   round      text  the later round
--   principal  text  SCB code
-- Columns:
--   measure_id  text     Mått
--   measure     text     Namn
--   aspect      text     Aspekt
--   level       text     Nivå
--   from_stage  integer  Steg förut
--   from_label  text     Läge förut
--   to_stage    integer  Steg nu
--   to_label    text     Läge nu
--   direction   text     -
--   synthetic   boolean  -
select
    s.measure_id, s.measure, aspect.name as aspect, level.name as level,
    s.from_stage, s.from_label, s.to_stage, s.to_label, s.direction, s.synthetic
from shifts as s
join measure on measure.id = s.measure_id
join aspect on aspect.id = s.aspect_id
join level on level.id = s.level_id
where s.principal_code = :principal
order by aspect.sort_order, measure.sort_order
