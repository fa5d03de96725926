-- Question: How far has the role come in each huvudman, and how is it paid?
-- Grain: one row per huvudman
-- In force: role_status
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   role    text  role id
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   kind            text     -
--   work_group      text     Arbetsgrupp
--   state           text     -
--   state_label     text     Rollens läge
--   funding         text     -
--   funding_label   text     Finansiering
--   form            text     -
--   form_label      text     Form
--   sector          text     Verksamhet
--   age_span        text     Åldrar
--   note            text     Kommentar
--   known_on        date     Känt sedan
--   state_order     integer  -
--   synthetic       boolean  -
select
    p.code as principal_code, p.short_name as principal, p.kind, work_group.name as work_group,
    coalesce(r.status, 'missing') as state, coalesce(step.label, missing.label) as state_label,
    r.funding, funding.label as funding_label, r.form, form.label as form_label, r.sector, r.age_span, r.note,
    r.known_on, step.value as state_order, coalesce(r.synthetic, false) as synthetic
from principal as p
join special_answer as missing on missing.id = 'missing'
left join work_group on work_group.id = p.work_group_id
left join role_status_in_force as r on r.principal_code = p.code and r.role_id = :role
left join scale_step as step on step.scale_id = 'role_status' and step.code = r.status
left join scale_step as funding on funding.scale_id = 'funding' and funding.code = r.funding
left join scale_step as form on form.scale_id = 'role_form' and form.code = r.form
where p.county_code = :county
order by p.sort_order
