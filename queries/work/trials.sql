-- Question: Who wants to try, tries or has tried what others have done?
-- Grain: one row per example and huvudman that tries it
-- In force: example, example_trial
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code of one that tries or whose example is tried, or null for all
-- Columns:
--   example_id      text     -
--   example         text     Exempel
--   origin_code     text     -
--   from_principal  text     Vems exempel
--   principal_code  text     -
--   principal       text     Vem provar
--   state           text     -
--   state_label     text     Läge
--   function        text     Kontakt hos den som provar
--   note            text     Kommentar
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    t.example_id, e.title as example, e.principal_code as origin_code,
    case when e.anonymous then 'Utan avsändare' else coalesce(giver.short_name, 'Hela länet') end as from_principal,
    t.principal_code, p.short_name as principal, t.state, step.label as state_label, t.function, t.note, t.known_on,
    t.origin, t.synthetic
from example_trial_in_force as t
join principal as p on p.code = t.principal_code and p.county_code = :county
join example_in_force as e on e.id = t.example_id
left join principal as giver on giver.code = e.principal_code
left join scale_step as step on step.scale_id = 'trial_state' and step.code = t.state
where cast(:principal as text) is null or t.principal_code = :principal or e.principal_code = :principal
order by e.title, t.example_id, p.sort_order
