-- Question: What has been answered once for the county, or per arbetsgrupp?
-- Grain: one row per measure and answerer
-- In force: answer
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   round   text  round id
-- Columns:
--   measure_id   text     Mått
--   measure      text     Namn
--   aspect       text     Aspekt
--   answerer     text     Vem svarar
--   value        number   Värde
--   state_label  text     Svar
--   synthetic    boolean  -
with answerers as (
    select 'lan' as answered_by, cast(null as text) as work_group_id, county.name as answerer, 0 as sort_order
    from county where code = :county
    union all
    select 'arbetsgrupp', id, name, sort_order from work_group where county_code = :county
)

select
    m.id as measure_id, m.name as measure, aspect.name as aspect, w.answerer, a.value,
    coalesce(step.label, special.label, case when a.value is null then missing.label end) as state_label,
    coalesce(a.synthetic, false) as synthetic
from measure as m
join answerers as w on w.answered_by = m.answered_by
join aspect on aspect.id = m.aspect_id
join special_answer as missing on missing.id = 'missing'
left join answer_in_force as a
    on a.measure_id = m.id and a.round_id = :round and a.principal_code is null
    and coalesce(a.work_group_id, '') = coalesce(w.work_group_id, '')
left join scale_step as step on step.scale_id = m.scale_id and step.value = a.value
left join special_answer as special on special.id = a.special
order by m.sort_order, w.sort_order
