-- Question: How many huvudmän have answered, and how many are active?
-- Grain: one row per computed measure
-- In force: round, answer, ongoing_work
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   round   text  round id
-- Columns:
--   measure_id  text     Mått
--   measure     text     Namn
--   aspect      text     Aspekt
--   counted     integer  Antal huvudmän
--   invited     integer  Av
--   others      text     Övriga
--   synthetic   boolean  -
with this_round as (
    select id, coalesce(closed_on, cast(:as_of as date)) as closes_on, synthetic from round_in_force where id = :round
),

answered as (
    select a.principal_code, bool_or(a.synthetic) as synthetic
    from answer_in_force as a
    where a.round_id = :round and a.principal_code is not null and a.special is distinct from 'missing'
    group by a.principal_code
),

working as (
    select w.principal_code, bool_or(w.synthetic) as synthetic
    from ongoing_work_in_force as w
    join this_round as r
        on coalesce(w.starts_on, w.known_on) <= r.closes_on and (w.ends_on is null or w.ends_on >= r.closes_on)
    group by w.principal_code
),

counted as (
    select
        p.code, p.short_name, p.sort_order, m.id as measure_id,
        answered.principal_code is not null or (m.id = 'L06' and working.principal_code is not null) as counts,
        answered.synthetic or working.synthetic as synthetic
    from principal as p
    join measure as m on m.kept_in = 'computed'
    cross join this_round
    left join answered on answered.principal_code = p.code
    left join working on working.principal_code = p.code
    where p.county_code = :county
)

select
    m.id as measure_id, m.name as measure, aspect.name as aspect,
    count(*) filter (where c.counts) as counted, count(*) as invited,
    string_agg(c.short_name, ', ' order by c.sort_order) filter (where not c.counts) as others,
    coalesce(bool_or(c.synthetic), false) as synthetic
from counted as c
join measure as m on m.id = c.measure_id
join aspect on aspect.id = m.aspect_id
group by m.id, m.name, aspect.name, m.sort_order
order by m.sort_order
