-- Question: What did huvudmän write beside their answers in a round?
-- Grain: one row per answer with a comment
-- In force: answer
-- Parameters:
--   as_of       date  the day the picture is of
--   county      text  county code
--   round       text  round id
--   aspect      text  aspect id, or null for all
--   level       text  level id, or null for all
--   core        text  yes for the core set only, or null for all
--   work_group  text  work group id, or null for all huvudmän
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   measure         text     Mått
--   state_label     text     Svar
--   comment         text     Kommentar
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    p.code as principal_code, p.short_name as principal, m.name as measure,
    coalesce(
        step.label, special.label, case when a.value = floor(a.value) then cast(cast(a.value as bigint) as text) end,
        replace(cast(a.value as text), '.', ',')
    ) as state_label,
    a.comment, a.known_on, a.origin, a.synthetic
from answer_in_force as a
join principal as p on p.code = a.principal_code and p.county_code = :county
join measure as m on m.id = a.measure_id
left join scale_step as step on step.scale_id = m.scale_id and step.value = a.value
left join special_answer as special on special.id = a.special
where a.round_id = :round and a.comment is not null
    and (cast(:aspect as text) is null or m.aspect_id = :aspect)
    and (cast(:level as text) is null or m.level_id = :level)
    and (cast(:core as text) is null or m.core)
    and (cast(:work_group as text) is null or p.work_group_id = :work_group)
order by m.sort_order, p.sort_order
