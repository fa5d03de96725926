-- Question: How many municipalities were at each status of the role, each time something changed?
-- Grain: one row per day of change and status that occurs on it
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   role    text  role id
-- Columns:
--   day          date     Dag
--   state        text     -
--   state_label  text     Rollens läge
--   state_order  integer  -
--   principals   integer  Antal kommuner
--   names        text     Vilka
--   synthetic    boolean  -
with reports as (
    select s.principal_code, s.status, s.known_on, s.recorded_at, s.row_id, source.synthetic
    from role_status as s
    join source on source.id = s.source_id
    join principal as p on p.code = s.principal_code and p.county_code = :county and p.kind = 'municipality'
    where s.role_id = :role
        and s.known_on <= cast(:as_of as date) and cast(s.recorded_at as date) <= cast(:as_of as date)
),

days as (
    select distinct known_on as day from reports
),

latest as (
    select
        days.day, r.principal_code, r.status, r.synthetic,
        row_number() over (
            partition by days.day, r.principal_code order by r.known_on desc, r.recorded_at desc, r.row_id desc
        ) as nth_latest
    from days
    join reports as r on r.known_on <= days.day
),

cells as (
    select
        days.day, p.short_name, p.sort_order, coalesce(l.status, 'missing') as state,
        coalesce(step.label, missing.label) as state_label, coalesce(step.value, -1) as state_order,
        bool_or(coalesce(l.synthetic, false)) over (partition by days.day) as synthetic
    from days
    join principal as p on p.county_code = :county and p.kind = 'municipality'
    join special_answer as missing on missing.id = 'missing'
    left join latest as l on l.day = days.day and l.principal_code = p.code and l.nth_latest = 1
    left join scale_step as step on step.scale_id = 'role_status' and step.code = l.status
)

select
    day, state, state_label, state_order, count(*) as principals,
    string_agg(short_name, ', ' order by sort_order) as names, bool_or(synthetic) as synthetic
from cells
group by day, state, state_label, state_order
order by day, state_order
