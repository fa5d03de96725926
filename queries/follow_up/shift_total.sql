-- Question: How much moved in the county between two rounds?
-- Grain: one row
-- Uses: follow_up/shifts
-- Parameters:
--   as_of     date  the day the picture is of
--   county    text  county code
--   previous  text  the earlier round
--   round     text  the later round
-- Columns:
--   forward     integer  Steg framåt
--   still       integer  Oförändrat
--   back        integer  Steg bakåt
--   paired      integer  Parade svar
--   principals  integer  Huvudmän som svarat i båda
--   invited     integer  Huvudmän
--   synthetic   boolean  -
select
    count(*) filter (where direction = 'forward') as forward,
    count(*) filter (where direction = 'still') as still,
    count(*) filter (where direction = 'back') as back,
    count(*) as paired, count(distinct principal_code) as principals,
    (select count(*) from principal where county_code = :county) as invited,
    coalesce(bool_or(synthetic), false) as synthetic
from shifts
