-- Question: What does each huvudman contribute to the milestones that have a measure?
-- Grain: one row per milestone with a measure and huvudman
-- In force: milestone, round, answer
-- Parameters:
--   as_of     date  the day the picture is of
--   county    text  county code
--   round     text  round id
--   previous  text  an earlier round to compare with, or null
-- Columns:
--   milestone_id    text     -
--   milestone       text     Delmål
--   measure_id      text     Mått
--   principal_code  text     Kod
--   principal       text     Huvudman
--   value           number   -
--   value_label     text     Svar
--   was_label       text     Svar i omgången före
--   moved           text     Förflyttning
--   synthetic       boolean  -
with given as (
    select
        a.round_id, a.measure_id, a.measure_version, a.principal_code, a.value, a.synthetic,
        coalesce(special.label, step.label, cast(cast(a.value as integer) as text)) as label
    from answer_in_force as a
    join measure on measure.id = a.measure_id
    left join special_answer as special on special.id = a.special
    left join scale_step as step on step.scale_id = measure.scale_id and step.value = a.value
    where a.principal_code is not null
)

select
    m.id as milestone_id, m.title as milestone, m.measure_id, p.code as principal_code, p.short_name as principal,
    now.value, coalesce(now.label, 'Inget svar') as value_label, was.label as was_label,
    case
        when measure.scale_id <> 'shift' or now.measure_version <> was.measure_version then null
        when now.value > was.value then 'framåt'
        when now.value < was.value then 'bakåt'
        when now.value = was.value then 'oförändrat'
    end as moved,
    m.synthetic or coalesce(now.synthetic, false) as synthetic
from milestone_in_force as m
join measure on measure.id = m.measure_id and measure.answered_by = 'huvudman'
join principal as p on p.county_code = m.county_code
left join given as now on now.measure_id = m.measure_id and now.principal_code = p.code and now.round_id = :round
left join given as was on was.measure_id = m.measure_id and was.principal_code = p.code and was.round_id = :previous
where m.county_code = :county and m.state <> 'dropped'
order by m.due_on nulls last, m.id, p.sort_order
