-- Question: Where did each huvudman stand in each round, in each aspect or in one measure?
-- Grain: one row per round, huvudman and aspect; a huvudman without an answer has the state missing
-- In force: round, answer
-- Parameters:
--   as_of    date  the day the picture is of
--   county   text  county code
--   level    text  level id, or null for all levels
--   measure  text  measure id, or null for the lower median of all measures on the stage scale
-- Columns:
--   round_id         text     -
--   round            text     Omgång
--   round_order      integer  -
--   principal_code   text     Kod
--   principal        text     Huvudman
--   principal_order  integer  -
--   work_group       text     Arbetsgrupp
--   aspect_id        text     -
--   stage            integer  Steg
--   state            text     -
--   state_label      text     Läge
--   measures         integer  Antal mått bakom steget
--   answers          integer  Antal svar
--   version          integer  -
--   synthetic        boolean  -
with asked as (
    select id, aspect_id, scale_id
    from measure
    where kept_in = 'answer' and answered_by = 'huvudman' and (
        id = :measure
        or cast(:measure as text) is null
        and scale_id = 'shift' and (cast(:level as text) is null or level_id = :level)
    )
),

given as (
    select
        a.round_id, a.principal_code, asked.aspect_id, a.value, a.special, s.sort_order as special_order,
        a.measure_version, a.synthetic
    from answer_in_force as a
    join asked on asked.id = a.measure_id
    left join special_answer as s on s.id = a.special
),

summed as (
    select
        round_id, principal_code, aspect_id,
        percentile_disc(0.5) within group (order by value) as stage,
        count(value) as measures, count(*) filter (where special is distinct from 'missing') as answers,
        min(special_order) as special_order, max(measure_version) as version, bool_or(synthetic) as synthetic
    from given
    group by round_id, principal_code, aspect_id
),

subjects as (
    select distinct aspect_id, scale_id from asked
)

select
    r.id as round_id, r.name as round, r.sort_order as round_order,
    p.code as principal_code, p.short_name as principal, p.sort_order as principal_order,
    work_group.name as work_group, subjects.aspect_id,
    cast(summed.stage as integer) as stage,
    case when summed.stage is not null then step.code else coalesce(special.id, 'missing') end as state,
    case when summed.stage is not null then step.label else special.label end as state_label,
    coalesce(summed.measures, 0) as measures, coalesce(summed.answers, 0) as answers, summed.version,
    -- where invented answers take part in a round, a missing answer in it is invented too
    r.synthetic or coalesce(bool_or(summed.synthetic) over (partition by r.id), false) as synthetic
from round_in_force as r
join principal as p on p.county_code = r.county_code
cross join subjects
left join work_group on work_group.id = p.work_group_id
left join summed
    on summed.round_id = r.id and summed.principal_code = p.code and summed.aspect_id = subjects.aspect_id
left join scale_step as step on step.scale_id = subjects.scale_id and step.value = summed.stage
left join special_answer as special
    on special.sort_order = summed.special_order or (summed.special_order is null and special.id = 'missing')
where r.county_code = :county
order by r.sort_order, p.sort_order, subjects.aspect_id
