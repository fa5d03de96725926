-- Question: Which round has each county that takes part come to, and which came before it?
-- Grain: one row per county that takes part, also one that has published no round
-- Across: counties
-- In force: round
-- Parameters:
--   as_of  date  the day the picture is of
-- Columns:
--   county_code  text     Kod
--   county       text     Län
--   round_id     text     -
--   round        text     Senaste omgången
--   previous_id  text     -
--   previous     text     Omgången före
--   principals   integer  Huvudmän
--   synthetic    boolean  -
with ordered as (
    select
        county_code, id, name, synthetic,
        lag(id) over (partition by county_code order by sort_order) as previous_id,
        lag(name) over (partition by county_code order by sort_order) as previous,
        row_number() over (partition by county_code order by sort_order desc) as nth_latest
    from round_in_force
)

select
    county.code as county_code, county.name as county, r.id as round_id, r.name as round, r.previous_id, r.previous,
    (select count(*) from principal as p where p.county_code = county.code) as principals,
    coalesce(r.synthetic, false) as synthetic
from county
left join ordered as r on r.county_code = county.code and r.nth_latest = 1
where county.takes_part
order by county.code
