-- Question: How many huvudmän stand at each step in each county's newest published round?
-- Grain: one row per county that takes part and state that occurs; one row alone where fewer than five have answered
-- Across: counties
-- In force: answer
-- Uses: national/rounds
-- Parameters:
--   as_of    date  the day the picture is of
--   aspect   text  aspect id
--   measure  text  measure id, or null for the aspect as a whole
-- Columns:
--   county_code  text     Kod
--   county       text     Län
--   round        text     Omgång
--   state        text     -
--   state_label  text     Läge
--   stage        integer  Steg
--   principals   integer  Antal huvudmän
--   synthetic    boolean  -
with asked as (
    select id, scale_id
    from measure
    where kept_in = 'answer' and answered_by = 'huvudman' and (
        id = :measure or cast(:measure as text) is null and scale_id = 'shift' and aspect_id = :aspect
    )
),

summed as (
    select
        a.county_code, a.principal_code, percentile_disc(0.5) within group (order by a.value) as stage,
        min(special.sort_order) as special_order, bool_or(a.synthetic) as synthetic
    from rounds as r
    join answer_in_force as a on a.county_code = r.county_code and a.round_id = r.round_id
    join asked on asked.id = a.measure_id
    left join special_answer as special on special.id = a.special
    group by a.county_code, a.principal_code
),

stood as (
    select
        r.county_code, r.county, r.round, cast(summed.stage as integer) as stage,
        case when summed.stage is not null then step.code else coalesce(special.id, 'missing') end as state,
        case when summed.stage is not null then step.label else special.label end as state_label,
        r.synthetic or coalesce(bool_or(summed.synthetic) over (partition by r.county_code), false) as synthetic
    from rounds as r
    join principal as p on p.county_code = r.county_code
    left join summed on summed.county_code = r.county_code and summed.principal_code = p.code
    left join scale_step as step
        on step.scale_id = (select max(asked.scale_id) from asked) and step.value = summed.stage
    left join special_answer as special
        on special.sort_order = summed.special_order or (summed.special_order is null and special.id = 'missing')
),

answering as (
    select county_code, count(*) filter (where state <> 'missing') as answered from stood group by county_code
),

shown as (
    -- what one or a few huvudmän have answered is theirs to tell
    select
        s.county_code, s.county, s.round, s.synthetic,
        case when a.answered between 1 and 4 then 'too_few' else s.state end as state,
        case when a.answered between 1 and 4 then few.label else s.state_label end as state_label,
        case when a.answered between 1 and 4 then null else s.stage end as stage
    from stood as s
    join answering as a on a.county_code = s.county_code
    join special_answer as few on few.id = 'too_few'
)

select county_code, county, round, state, state_label, stage, count(*) as principals, bool_or(synthetic) as synthetic
from shown
group by county_code, county, round, state, state_label, stage
order by county_code, stage nulls last, state
