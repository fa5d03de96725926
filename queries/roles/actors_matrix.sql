-- Question: Which actors take part in which huvudman?
-- Grain: one row per actor and huvudman
-- In force: actor_status
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   actor           text     Aktör
--   principal_code  text     Kod
--   principal       text     Huvudman
--   state           text     -
--   state_label     text     Deltar
--   note            text     Kommentar
--   synthetic       boolean  -
select
    actor.name as actor, p.code as principal_code, p.short_name as principal,
    coalesce(s.takes_part, 'missing') as state, coalesce(step.label, missing.label) as state_label, s.note,
    coalesce(bool_or(s.synthetic) over (), false) as synthetic
from actor
cross join principal as p
join special_answer as missing on missing.id = 'missing'
left join actor_status_in_force as s on s.actor_id = actor.id and s.principal_code = p.code
left join scale_step as step on step.scale_id = 'actor_status' and step.code = s.takes_part
where p.county_code = :county
order by actor.sort_order, p.sort_order
