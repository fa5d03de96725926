-- Question: How was each measure of a level answered in a round?
-- Grain: one row per measure that each huvudman answers
-- In force: answer
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   round   text  round id
--   level   text  level id, or null for all
-- Columns:
--   measure_id       text     Mått
--   measure          text     Namn
--   aspect           text     Aspekt
--   scale            text     Skala
--   answered         integer  Har svarat
--   invited          integer  Tillfrågade
--   with_value       integer  Varav med värde
--   median           number   Median
--   median_label     text     Medianens steg
--   values_listed    text     Svar när färre än fem svarat
--   in_existing_plan integer  Ingår i befintlig plan/process
--   other_special    integer  Andra särskilda svar
--   synthetic        boolean  -
with given as (
    select
        a.measure_id, a.value, a.special, coalesce(special.counts_as_answered, true) as counts, a.synthetic,
        p.short_name as principal, p.sort_order as principal_order,
        coalesce(
            step.label,
            case when a.value = floor(a.value) then cast(cast(a.value as bigint) as text) end,
            replace(cast(a.value as text), '.', ',')
        ) as value_label
    from answer_in_force as a
    join principal as p on p.code = a.principal_code and p.county_code = :county
    join measure as m on m.id = a.measure_id
    left join scale_step as step on step.scale_id = m.scale_id and step.value = a.value
    left join special_answer as special on special.id = a.special
    where a.round_id = :round
),

summed as (
    select
        measure_id, count(*) filter (where counts) as answered, count(value) as with_value,
        percentile_disc(0.5) within group (order by value) as median,
        string_agg(principal || ': ' || value_label, ', ' order by principal_order)
            filter (where value is not null) as listed,
        count(*) filter (where special = 'in_existing_plan') as in_existing_plan,
        count(*) filter (where not counts) as other_special, bool_or(synthetic) as synthetic
    from given
    group by measure_id
)

select
    m.id as measure_id, m.name as measure, aspect.name as aspect, scale.name as scale,
    coalesce(s.answered, 0) as answered,
    (select count(*) from principal where county_code = :county) as invited,
    coalesce(s.with_value, 0) as with_value,
    case when s.with_value >= 5 then s.median end as median,
    case when s.with_value >= 5 then step.label end as median_label,
    case when s.with_value < 5 then s.listed end as values_listed,
    coalesce(s.in_existing_plan, 0) as in_existing_plan, coalesce(s.other_special, 0) as other_special,
    coalesce(s.synthetic, false) as synthetic
from measure as m
join aspect on aspect.id = m.aspect_id
join scale on scale.id = m.scale_id
left join summed as s on s.measure_id = m.id
left join scale_step as step on step.scale_id = m.scale_id and step.value = s.median
where m.kept_in = 'answer' and m.answered_by = 'huvudman' and (cast(:level as text) is null or m.level_id = :level)
order by m.sort_order
