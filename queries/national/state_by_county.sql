-- Question: Where does each county as a whole stand in its newest published round?
-- Grain: one row per county; the median is given when at least five huvudmän have a step
-- Across: counties
-- Uses: national/distribution
-- Parameters:
--   as_of    date  the day the picture is of
--   aspect   text  aspect id
--   measure  text  measure id, or null for the aspect as a whole
-- Columns:
--   county_code  text     Kod
--   county       text     Län
--   round        text     Omgång
--   stage        integer  Länets median
--   state        text     -
--   state_label  text     Medianens läge
--   with_stage   integer  Huvudmän med ett steg
--   principals   integer  Huvudmän
--   synthetic    boolean  -
with reached as (
    select
        county_code, stage, state, state_label,
        sum(principals) over (partition by county_code order by stage) as up_to,
        sum(principals) over (partition by county_code) as with_stage
    from distribution
    where stage is not null
),

middle as (
    select
        county_code, stage, state, state_label,
        row_number() over (partition by county_code order by stage) as nth
    from reached
    where up_to * 2 >= with_stage and with_stage >= 5
),

summed as (
    select
        county_code, max(round) as round, sum(principals) as principals,
        coalesce(sum(principals) filter (where stage is not null), 0) as with_stage,
        bool_and(state = 'missing') as silent, bool_or(synthetic) as synthetic
    from distribution
    group by county_code
)

select
    county.code as county_code, county.name as county, summed.round, middle.stage,
    case
        when middle.stage is not null then middle.state
        when summed.county_code is null then 'not_taking_part'
        when summed.silent then 'missing'
        else 'too_few'
    end as state,
    case
        when middle.stage is not null then middle.state_label
        when summed.county_code is null then 'Deltar inte'
        when summed.silent then 'Inget svar'
        else 'För få steg för en median'
    end as state_label,
    cast(summed.with_stage as integer) as with_stage, cast(summed.principals as integer) as principals,
    coalesce(summed.synthetic, false) as synthetic
from county
left join summed on summed.county_code = county.code
left join middle on middle.county_code = county.code and middle.nth = 1
order by county.code
