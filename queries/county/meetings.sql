-- Question: Which meetings have been held or are planned?
-- Grain: one row per meeting
-- In force: meeting
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   meeting_id           text     -
--   body                 text     Vilka möts
--   meeting              text     Möte
--   held_on              date     Datum
--   date_text            text     När
--   purpose              text     Syfte
--   expected_beforehand  text     Inför mötet
--   material             text     Material
--   status               text     -
--   origin               text     -
--   synthetic            boolean  -
select
    id as meeting_id, body, name as meeting, held_on, date_text, purpose, expected_beforehand, material, status, origin, synthetic
from meeting_in_force
where county_code = :county
order by held_on desc nulls last, id
