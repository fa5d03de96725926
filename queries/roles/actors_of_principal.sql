-- Question: Which actors take part in one huvudman?
-- Grain: one row per actor
-- In force: actor_status
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code
-- Columns:
--   actor        text     Aktör
--   state        text     -
--   state_label  text     Deltar
--   note         text     Kommentar
--   synthetic    boolean  -
select
    actor.name as actor, coalesce(s.takes_part, 'missing') as state, coalesce(step.label, missing.label) as state_label,
    s.note, coalesce(s.synthetic, false) as synthetic
from actor
join special_answer as missing on missing.id = 'missing'
left join actor_status_in_force as s on s.actor_id = actor.id and s.principal_code = :principal
left join scale_step as step on step.scale_id = 'actor_status' and step.code = s.takes_part
order by actor.sort_order
