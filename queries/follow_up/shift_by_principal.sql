-- Question: What moved in each huvudman between two rounds?
-- Grain: one row per huvudman
-- Uses: follow_up/shifts
-- Parameters:
--   as_of     date  the day the picture is of
--   county    text  county code
--   previous  text  the earlier round
--   round     text  the later round
--   aspect    text  aspect id, or null for all
--   level     text  level id, or null for all
--   measure   text  measure id, or null for all
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   work_group      text     Arbetsgrupp
--   from_stage      integer  Steg förut
--   to_stage        integer  Steg nu
--   forward         integer  Framåt
--   still           integer  Oförändrat
--   back            integer  Bakåt
--   paired          integer  Parade svar
--   synthetic       boolean  -
with counted as (
    select
        principal_code,
        percentile_disc(0.5) within group (order by from_stage) as from_stage,
        percentile_disc(0.5) within group (order by to_stage) as to_stage,
        count(*) filter (where direction = 'forward') as forward,
        count(*) filter (where direction = 'still') as still,
        count(*) filter (where direction = 'back') as back,
        count(*) as paired, bool_or(synthetic) as synthetic
    from shifts
    where (cast(:aspect as text) is null or aspect_id = :aspect)
        and (cast(:level as text) is null or level_id = :level)
        and (cast(:measure as text) is null or measure_id = :measure)
    group by principal_code
)

select
    p.code as principal_code, p.short_name as principal, work_group.name as work_group,
    counted.from_stage, counted.to_stage,
    coalesce(counted.forward, 0) as forward, coalesce(counted.still, 0) as still, coalesce(counted.back, 0) as back,
    coalesce(counted.paired, 0) as paired, coalesce(bool_or(counted.synthetic) over (), false) as synthetic
from principal as p
left join work_group on work_group.id = p.work_group_id
left join counted on counted.principal_code = p.code
where p.county_code = :county
order by p.sort_order
