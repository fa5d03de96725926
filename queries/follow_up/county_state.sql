-- Question: Where does the county as a whole stand in one round, in an aspect or in one measure?
-- Grain: one row; the median is given when at least five huvudmän have a step
-- Uses: follow_up/states
-- Parameters:
--   as_of    date  the day the picture is of
--   county   text  county code
--   level    text  level id, or null
--   measure  text  measure id, or null for the aspect as a whole
--   aspect   text  aspect id
--   round    text  round id
-- Columns:
--   median        integer  Länets median
--   median_label  text     Medianens läge
--   median_state  text     -
--   with_stage    integer  Huvudmän med ett steg
--   principals    integer  Huvudmän
--   synthetic     boolean  -
with in_round as (
    select stage, state, state_label, synthetic
    from states
    where round_id = :round and aspect_id = :aspect
),

summed as (
    select
        percentile_disc(0.5) within group (order by stage) as median, count(stage) as with_stage,
        count(*) as principals, coalesce(bool_or(synthetic), false) as synthetic
    from in_round
)

select
    case when summed.with_stage >= 5 then summed.median end as median,
    case when summed.with_stage >= 5 then step.label end as median_label,
    case when summed.with_stage >= 5 then step.code end as median_state,
    summed.with_stage, summed.principals, summed.synthetic
from summed
left join (select distinct state as code, state_label as label, stage from in_round) as step
    on step.stage = summed.median
