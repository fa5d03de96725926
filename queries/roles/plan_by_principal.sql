-- Question: Does each huvudman have a local plan, of its own or worked into an existing one?
-- Grain: one row per huvudman
-- In force: plan_status
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   work_group      text     Arbetsgrupp
--   state           text     -
--   state_label     text     Lokal plan
--   document_name   text     Styrdokument
--   decided_by      text     Beslutad av
--   reviewed_on     date     Senast genomgången
--   note            text     Kommentar
--   known_on        date     Känt sedan
--   state_order     integer  -
--   synthetic       boolean  -
select
    p.code as principal_code, p.short_name as principal, work_group.name as work_group,
    coalesce(s.status, 'missing') as state, coalesce(step.label, missing.label) as state_label,
    s.document_name, s.decided_by, s.reviewed_on, s.note, s.known_on, step.value as state_order, coalesce(s.synthetic, false) as synthetic
from principal as p
join special_answer as missing on missing.id = 'missing'
left join work_group on work_group.id = p.work_group_id
left join plan_status_in_force as s on s.principal_code = p.code
left join scale_step as step on step.scale_id = 'plan_status' and step.code = s.status
where p.county_code = :county
order by p.sort_order
