-- Question: Where do the levels of leadership see the same aspect differently?
-- Grain: one row per huvudman, aspect and pair of levels with a step each, differing by at least one step
-- In force: answer
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   round   text  round id
--   level   text  level id for the pairs it is part of, or null for all
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   aspect_id       text     -
--   aspect          text     Aspekt
--   lower_level     text     Nivå som ser det som mindre framme
--   lower_stage     integer  Dess steg
--   lower_label     text     Dess läge
--   higher_level    text     Nivå som ser det som längre framme
--   higher_stage    integer  Dess steg (längre fram)
--   higher_label    text     Dess läge (längre fram)
--   synthetic       boolean  -
with stages as (
    select
        a.principal_code, m.aspect_id, m.level_id, bool_or(a.synthetic) as synthetic,
        cast(percentile_disc(0.5) within group (order by a.value) as integer) as stage
    from answer_in_force as a
    join measure as m on m.id = a.measure_id and m.scale_id = 'shift' and m.answered_by = 'huvudman'
    where a.round_id = :round and a.value is not null
    group by a.principal_code, m.aspect_id, m.level_id
)

select
    p.code as principal_code, p.short_name as principal, aspect.id as aspect_id, aspect.name as aspect,
    lower_level.name as lower_level, lower.stage as lower_stage, lower_step.label as lower_label,
    higher_level.name as higher_level, higher.stage as higher_stage, higher_step.label as higher_label,
    lower.synthetic or higher.synthetic as synthetic
from stages as lower
join stages as higher
    on higher.principal_code = lower.principal_code and higher.aspect_id = lower.aspect_id and higher.stage > lower.stage
join principal as p on p.code = lower.principal_code and p.county_code = :county
join aspect on aspect.id = lower.aspect_id
join level as lower_level on lower_level.id = lower.level_id
join level as higher_level on higher_level.id = higher.level_id
join scale_step as lower_step on lower_step.scale_id = 'shift' and lower_step.value = lower.stage
join scale_step as higher_step on higher_step.scale_id = 'shift' and higher_step.value = higher.stage
where cast(:level as text) is null or :level in (lower.level_id, higher.level_id)
order by aspect.sort_order, p.sort_order, lower_level.sort_order, higher_level.sort_order
