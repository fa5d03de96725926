-- Question: Which answers moved between two rounds?
-- Grain: one row per huvudman and measure on the stage scale, answered with a step in both rounds in the same wording
-- In force: answer
-- Parameters:
--   as_of     date  the day the picture is of
--   county    text  county code
--   previous  text  the earlier round
--   round     text  the later round
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   measure_id      text     Mått
--   measure         text     Namn
--   level_id        text     -
--   aspect_id       text     -
--   from_stage      integer  Steg förut
--   from_label      text     Läge förut
--   to_stage        integer  Steg nu
--   to_label        text     Läge nu
--   direction       text     -
--   synthetic       boolean  -
with in_rounds as (
    select round_id, measure_id, measure_version, principal_code, value, synthetic
    from answer_in_force
    where round_id in (:round, :previous)
)

select
    p.code as principal_code, p.short_name as principal, m.id as measure_id, m.name as measure, m.level_id, m.aspect_id,
    cast(earlier.value as integer) as from_stage, from_step.label as from_label,
    cast(later.value as integer) as to_stage, to_step.label as to_label,
    case
        when later.value > earlier.value then 'forward'
        when later.value < earlier.value then 'back'
        else 'still'
    end as direction,
    earlier.synthetic or later.synthetic as synthetic
from in_rounds as later
join in_rounds as earlier
    on earlier.measure_id = later.measure_id and earlier.principal_code = later.principal_code
    and earlier.measure_version = later.measure_version and earlier.round_id = :previous
join measure as m on m.id = later.measure_id and m.scale_id = 'shift'
join principal as p on p.code = later.principal_code and p.county_code = :county
join scale_step as from_step on from_step.scale_id = m.scale_id and from_step.value = earlier.value
join scale_step as to_step on to_step.scale_id = m.scale_id and to_step.value = later.value
where later.round_id = :round
order by p.sort_order, m.sort_order
