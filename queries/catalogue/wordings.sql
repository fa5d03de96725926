-- Question: How has each measure's question been worded?
-- Grain: one row per measure and wording, the earliest first
-- Parameters:
--   county  text  county code
-- Columns:
--   measure_id   text     Mått
--   version      integer  Version
--   question     text     Fråga
--   first_round  text     Från omgång
--   note         text     Om ordalydelsen
select v.measure_id, v.version, v.question, v.first_round, v.note
from measure_version as v
join measure as m on m.id = v.measure_id
order by m.sort_order, v.version
