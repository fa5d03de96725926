-- Question: Where does one huvudman stand in each aspect, against the county's spread?
-- Grain: one row per aspect that has measures on the stage scale
-- Uses: follow_up/states
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   level      text  level id, or null
--   measure    text  null: the aspects as wholes
--   round      text  round id
--   principal  text  SCB code
-- Columns:
--   aspect_id    text     -
--   aspect       text     Aspekt
--   stage        integer  Steg
--   state        text     -
--   state_label  text     Läge
--   measures     integer  Antal mått bakom steget
--   lowest       integer  Lägst i länet
--   median       integer  Länets median
--   highest      integer  Högst i länet
--   with_stage   integer  Antal huvudmän med ett steg
--   synthetic    boolean  -
with in_round as (
    select principal_code, aspect_id, stage, state, state_label, measures, synthetic
    from states
    where round_id = :round
),

spread as (
    select
        aspect_id, count(stage) as with_stage, min(stage) as lowest, max(stage) as highest,
        percentile_disc(0.5) within group (order by stage) as median
    from in_round
    group by aspect_id
)

select
    own.aspect_id, aspect.name as aspect, own.stage, own.state, own.state_label, own.measures,
    case when spread.with_stage >= 5 then spread.lowest end as lowest,
    case when spread.with_stage >= 5 then spread.median end as median,
    case when spread.with_stage >= 5 then spread.highest end as highest,
    spread.with_stage, own.synthetic
from in_round as own
join spread on spread.aspect_id = own.aspect_id
join aspect on aspect.id = own.aspect_id
where own.principal_code = :principal
order by aspect.sort_order
