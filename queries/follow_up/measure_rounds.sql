-- Question: How was each measure on a scale answered, round by round?
-- Grain: one row per measure, round and state that occurs
-- In force: round, answer
-- Parameters:
--   as_of       date  the day the picture is of
--   county      text  county code
--   aspect      text  aspect id, or null for all
--   level       text  level id, or null for all
--   core        text  yes for the core set only, or null for all
--   work_group  text  work group id, or null for all huvudmän
-- Columns:
--   measure_id   text     Mått
--   measure      text     Namn
--   aspect       text     Aspekt
--   level        text     Nivå
--   scale_id     text     -
--   round_id     text     -
--   round        text     Omgång
--   stage        integer  Steg
--   state        text     -
--   state_label  text     Läge
--   principals   integer  Antal huvudmän
--   names        text     Vilka
--   version      integer  Frågans version
--   synthetic    boolean  -
with asked as (
    select m.id, m.name, m.scale_id, m.sort_order, aspect.name as aspect, level.name as level
    from measure as m
    join scale on scale.id = m.scale_id and scale.kind in ('ordinal', 'agree')
    join aspect on aspect.id = m.aspect_id
    join level on level.id = m.level_id
    where m.kept_in = 'answer' and m.answered_by = 'huvudman'
        and (cast(:aspect as text) is null or m.aspect_id = :aspect)
        and (cast(:level as text) is null or m.level_id = :level)
        and (cast(:core as text) is null or m.core)
),

invited as (
    select code, short_name, sort_order
    from principal
    where county_code = :county and (cast(:work_group as text) is null or work_group_id = :work_group)
),

cells as (
    select
        asked.id as measure_id, asked.name as measure, asked.aspect, asked.level, asked.scale_id, asked.sort_order,
        r.id as round_id, r.name as round, r.sort_order as round_order,
        invited.short_name, invited.sort_order as principal_order,
        cast(a.value as integer) as stage, coalesce(step.code, special.id) as state,
        coalesce(step.label, special.label) as state_label, a.measure_version,
        r.synthetic or coalesce(bool_or(a.synthetic) over (partition by r.id), false) as synthetic
    from asked
    cross join invited
    join round_in_force as r on r.county_code = :county
    left join answer_in_force as a
        on a.measure_id = asked.id and a.principal_code = invited.code and a.round_id = r.id
    left join scale_step as step on step.scale_id = asked.scale_id and step.value = a.value
    left join special_answer as special on special.id = case when a.value is null then coalesce(a.special, 'missing') end
)

select
    measure_id, measure, aspect, level, scale_id, round_id, round, stage, state, state_label,
    count(*) as principals, string_agg(short_name, ', ' order by principal_order) as names,
    max(max(measure_version)) over (partition by measure_id, round_id) as version, bool_or(synthetic) as synthetic
from cells
group by measure_id, measure, aspect, level, scale_id, sort_order, round_id, round, round_order, stage, state, state_label
order by sort_order, round_order, stage nulls last, state
