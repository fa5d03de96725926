-- Question: Where does each huvudman stand in one round, in an aspect or in one measure?
-- Grain: one row per huvudman
-- Uses: follow_up/states
-- Parameters:
--   as_of    date  the day the picture is of
--   county   text  county code
--   level    text  level id, or null
--   measure  text  measure id, or null for the aspect as a whole
--   aspect   text  aspect id
--   round    text  round id
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   work_group      text     Arbetsgrupp
--   stage           integer  Steg
--   state           text     -
--   state_label     text     Läge
--   measures        integer  Antal mått bakom steget
--   answers         integer  Antal svar
--   synthetic       boolean  -
select principal_code, principal, work_group, stage, state, state_label, measures, answers, synthetic
from states
where round_id = :round and aspect_id = :aspect
order by principal_order
