-- Question: Where does each huvudman stand in every aspect?
-- Grain: one row per huvudman and aspect that has measures on the stage scale
-- Uses: follow_up/states
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   level      text  level id, or null
--   measure    text  null: the aspects as wholes
--   round      text  round id
--   principal  text  SCB code, or null for all
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   work_group      text     Arbetsgrupp
--   aspect_id       text     -
--   aspect          text     Aspekt
--   stage           integer  Steg
--   state           text     -
--   state_label     text     Läge
--   measures        integer  Antal mått bakom steget
--   answers         integer  Antal svar
--   synthetic       boolean  -
select
    s.principal_code, s.principal, s.work_group, s.aspect_id, aspect.name as aspect, s.stage, s.state, s.state_label,
    s.measures, s.answers, s.synthetic
from states as s
join aspect on aspect.id = s.aspect_id
where s.round_id = :round and (cast(:principal as text) is null or s.principal_code = :principal)
order by s.principal_order, aspect.sort_order
