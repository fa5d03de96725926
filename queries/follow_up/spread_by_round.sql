-- Question: How does one huvudman's line run against the county's spread?
-- Grain: one row per round
-- Uses: follow_up/states
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   level      text  level id, or null
--   measure    text  measure id, or null for the aspect as a whole
--   aspect     text  aspect id
--   principal  text  SCB code
-- Columns:
--   round_id        text     -
--   round           text     Omgång
--   stage           integer  Huvudmannens steg
--   state           text     -
--   state_label     text     Huvudmannens läge
--   lowest          integer  Lägst i länet
--   lower_quartile  integer  Nedre kvartil
--   median          integer  Median
--   upper_quartile  integer  Övre kvartil
--   highest         integer  Högst i länet
--   with_stage      integer  Antal huvudmän med ett steg
--   version         integer  -
--   synthetic       boolean  -
with of_aspect as (
    select round_id, round, round_order, principal_code, stage, state, state_label, version, synthetic
    from states
    where aspect_id = :aspect
),

spread as (
    select
        round_id, count(stage) as with_stage, min(stage) as lowest, max(stage) as highest,
        percentile_disc(0.25) within group (order by stage) as lower_quartile,
        percentile_disc(0.5) within group (order by stage) as median,
        percentile_disc(0.75) within group (order by stage) as upper_quartile,
        max(version) as version, bool_or(synthetic) as synthetic
    from of_aspect
    group by round_id
)

select
    own.round_id, own.round, own.stage, own.state, own.state_label,
    case when with_stage >= 5 then spread.lowest end as lowest,
    case when with_stage >= 5 then spread.lower_quartile end as lower_quartile,
    case when with_stage >= 5 then spread.median end as median,
    case when with_stage >= 5 then spread.upper_quartile end as upper_quartile,
    case when with_stage >= 5 then spread.highest end as highest,
    spread.with_stage, spread.version, spread.synthetic
from of_aspect as own
join spread on spread.round_id = own.round_id
where own.principal_code = :principal
order by own.round_order
