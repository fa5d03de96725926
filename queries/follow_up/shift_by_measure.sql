-- Question: What moved in each measure between two rounds?
-- Grain: one row per measure on the stage scale
-- In force: round
-- Uses: follow_up/shifts
-- Parameters:
--   as_of       date  the day the picture is of
--   county      text  county code
--   previous    text  the earlier round
--   round       text  the later round
--   aspect      text  aspect id, or null for all
--   level       text  level id, or null for all
--   core        text  yes for the core set only, or null for all
--   work_group  text  work group id, or null for all huvudmän
-- Columns:
--   measure_id     text     Mått
--   measure        text     Namn
--   aspect         text     Aspekt
--   level          text     Nivå
--   forward        integer  Framåt
--   still          integer  Oförändrat
--   back           integer  Bakåt
--   paired         integer  Parade svar
--   new_wording    boolean  Ny ordalydelse
--   synthetic      boolean  -
with chosen as (
    select s.*
    from shifts as s
    join principal as p on p.code = s.principal_code
    where cast(:work_group as text) is null or p.work_group_id = :work_group
)

select
    m.id as measure_id, m.name as measure, aspect.name as aspect, level.name as level,
    count(*) filter (where c.direction = 'forward') as forward,
    count(*) filter (where c.direction = 'still') as still,
    count(*) filter (where c.direction = 'back') as back,
    count(c.measure_id) as paired,
    exists (
        select 1
        from measure_version as v
        join round_in_force as came on came.id = v.first_round
        join round_in_force as earlier on earlier.id = :previous and earlier.sort_order < came.sort_order
        join round_in_force as later on later.id = :round and later.sort_order >= came.sort_order
        where v.measure_id = m.id and v.version > 1
    ) as new_wording,
    coalesce(bool_or(bool_or(c.synthetic)) over (), false) as synthetic
from measure as m
join aspect on aspect.id = m.aspect_id
join level on level.id = m.level_id
left join chosen as c on c.measure_id = m.id
where m.scale_id = 'shift' and m.kept_in = 'answer' and m.answered_by = 'huvudman'
    and (cast(:aspect as text) is null or m.aspect_id = :aspect)
    and (cast(:level as text) is null or m.level_id = :level)
    and (cast(:core as text) is null or m.core)
group by m.id, m.name, aspect.name, level.name, m.sort_order
order by m.sort_order
