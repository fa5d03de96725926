-- Question: How many huvudmän stood at each step in each round?
-- Grain: one row per round and state that occurs
-- Uses: follow_up/states
-- Parameters:
--   as_of    date  the day the picture is of
--   county   text  county code
--   level    text  level id, or null
--   measure  text  measure id, or null for the aspect as a whole
--   aspect   text  aspect id
-- Columns:
--   round_id     text     -
--   round        text     Omgång
--   state        text     -
--   state_label  text     Läge
--   stage        integer  Steg
--   principals   integer  Antal huvudmän
--   names        text     Vilka
--   version      integer  -
--   synthetic    boolean  -
select
    round_id, round, state, state_label, stage, count(*) as principals,
    string_agg(principal, ', ' order by principal_order) as names,
    max(version) as version, bool_or(synthetic) as synthetic
from states
where aspect_id = :aspect
group by round_id, round, round_order, state, state_label, stage
order by round_order, stage nulls last, state
