-- Question: Which answers have come in or changed since an earlier day, one by one?
-- Grain: one row per answer of a huvudman that is new or another than it was
-- In force: round, answer
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   since   date  the earlier day
-- Columns:
--   kind            text     -
--   kind_label      text     Slag
--   principal_code  text     -
--   principal       text     Huvudman
--   measure_id      text     Mått
--   measure         text     Namn
--   round_id        text     -
--   round           text     Omgång
--   was             text     Förut
--   now             text     Nu
--   known_on        date     Känt sedan
--   source          text     Källa
--   origin          text     -
--   synthetic       boolean  -
with answered as (
    select
        a.*, r.name as round, r.sort_order as round_order, lag(r.name) over earlier as round_before,
        lag(a.value) over earlier as value_before, lag(a.special) over earlier as special_before,
        lag(a.measure_version) over earlier as version_before
    from answer_in_force as a
    join round_in_force as r on r.id = a.round_id and r.county_code = :county
    where a.principal_code is not null and a.special is distinct from 'missing'
    window earlier as (partition by a.measure_id, a.principal_code order by r.sort_order)
),

old_rows as (
    select
        round_id, measure_id, principal_code, value, special, row_number() over (
            partition by round_id, measure_id, principal_code order by known_on desc, recorded_at desc, row_id desc
        ) as nth_latest
    from answer
    where principal_code is not null and greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

compared as (
    select
        a.*, o.round_id is not null and o.special is distinct from 'missing' as corrects,
        coalesce(o.value, a.value_before) as from_value, coalesce(o.special, a.special_before) as from_special,
        case when o.round_id is null then a.round_before end as from_round,
        o.round_id is not null or a.version_before = a.measure_version as comparable
    from answered as a
    left join old_rows as o
        on o.round_id = a.round_id and o.measure_id = a.measure_id and o.principal_code = a.principal_code
        and o.nth_latest = 1
    where a.seen_on > cast(:since as date)
        and (o.round_id is null or o.value is distinct from a.value or o.special is distinct from a.special)
)

select
    case
        when m.scale_id = 'shift' and c.comparable and c.value > c.from_value then 'forward'
        when m.scale_id = 'shift' and c.comparable and c.value < c.from_value then 'back'
        else 'answer'
    end as kind,
    case
        when m.scale_id = 'shift' and c.comparable and c.value > c.from_value then 'Steg framåt'
        when m.scale_id = 'shift' and c.comparable and c.value < c.from_value then 'Steg bakåt'
        when c.corrects then 'Rättat svar'
        else 'Svar'
    end as kind_label,
    c.principal_code, p.short_name as principal, c.measure_id, m.name as measure, c.round_id, c.round,
    coalesce(
        was_step.label, was_special.label,
        case when c.from_value = floor(c.from_value) then cast(cast(c.from_value as bigint) as text) end,
        replace(cast(c.from_value as text), '.', ',')
    )
        || case when c.from_round is null then '' else ' (' || lower(c.from_round) || ')' end as was,
    coalesce(
        now_step.label, now_special.label, case when c.value = floor(c.value) then cast(cast(c.value as bigint) as text) end,
        replace(cast(c.value as text), '.', ',')
    ) as now,
    c.known_on, source.title as source, c.origin, c.synthetic
from compared as c
join principal as p on p.code = c.principal_code and p.county_code = :county
join measure as m on m.id = c.measure_id
join source on source.id = c.source_id
left join scale_step as was_step on was_step.scale_id = m.scale_id and was_step.value = c.from_value
left join special_answer as was_special on was_special.id = c.from_special and c.from_value is null
left join scale_step as now_step on now_step.scale_id = m.scale_id and now_step.value = c.value
left join special_answer as now_special on now_special.id = c.special
order by p.sort_order, m.sort_order, c.round_order
