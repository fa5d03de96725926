-- Question: In how many municipalities is the role appointed, and what does the region say?
-- Grain: one row
-- Uses: roles/status_by_principal
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   role    text  role id
-- Columns:
--   appointed       integer  Kommuner där rollen är tillsatt
--   pilot           integer  Kommuner som prövar i liten skala
--   municipalities  integer  Kommuner
--   unfunded        integer  Kommuner där finansiering saknas
--   reported        integer  Kommuner som har berättat
--   region_state    text     -
--   region_label    text     Regionens läge
--   synthetic       boolean  -
select
    count(*) filter (where kind = 'municipality' and state in ('appointed', 'integrated')) as appointed,
    count(*) filter (where kind = 'municipality' and state = 'pilot') as pilot,
    count(*) filter (where kind = 'municipality') as municipalities,
    count(*) filter (where kind = 'municipality' and funding = 'none') as unfunded,
    count(*) filter (where kind = 'municipality' and state not in ('missing', 'unknown')) as reported,
    max(state) filter (where kind = 'region') as region_state,
    max(state_label) filter (where kind = 'region') as region_label,
    coalesce(bool_or(synthetic), false) as synthetic
from status_by_principal
