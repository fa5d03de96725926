-- Question: How much moved in each county between its two newest published rounds?
-- Grain: one row per county that takes part; no counts where fewer than five huvudmän can be compared
-- Across: counties
-- In force: answer
-- Uses: national/rounds
-- Parameters:
--   as_of    date  the day the picture is of
--   aspect   text  aspect id, or null for all
--   measure  text  measure id, or null for all of the aspect
-- Columns:
--   county_code  text     Kod
--   county       text     Län
--   previous     text     Från omgång
--   round        text     Till omgång
--   forward      integer  Steg framåt
--   still        integer  Oförändrat
--   back         integer  Steg bakåt
--   paired       integer  Parade svar
--   compared     integer  Huvudmän som svarat i båda
--   principals   integer  Huvudmän
--   synthetic    boolean  -
with pairs as (
    select
        later.county_code, later.principal_code,
        case
            when later.value > earlier.value then 'forward' when later.value < earlier.value then 'back' else 'still'
        end as direction,
        earlier.synthetic or later.synthetic as synthetic
    from rounds as r
    join answer_in_force as later on later.county_code = r.county_code and later.round_id = r.round_id
    join answer_in_force as earlier
        on earlier.county_code = r.county_code and earlier.round_id = r.previous_id
        and earlier.measure_id = later.measure_id and earlier.principal_code = later.principal_code
        and earlier.measure_version = later.measure_version
    join measure as m on m.id = later.measure_id and m.scale_id = 'shift'
    where later.value is not null and earlier.value is not null
        and (cast(:aspect as text) is null or m.aspect_id = :aspect)
        and (cast(:measure as text) is null or m.id = :measure)
),

counted as (
    select
        county_code, count(*) as paired, count(distinct principal_code) as compared,
        count(*) filter (where direction = 'forward') as forward,
        count(*) filter (where direction = 'still') as still,
        count(*) filter (where direction = 'back') as back,
        bool_or(synthetic) as synthetic
    from pairs
    group by county_code
)

select
    r.county_code, r.county, r.previous, r.round,
    case when c.compared >= 5 then c.forward end as forward,
    case when c.compared >= 5 then c.still end as still,
    case when c.compared >= 5 then c.back end as back,
    case when c.compared >= 5 then c.paired end as paired,
    case when c.compared >= 5 then c.compared end as compared,
    r.principals, r.synthetic or coalesce(c.synthetic, false) as synthetic
from rounds as r
left join counted as c on c.county_code = r.county_code
order by r.county_code
