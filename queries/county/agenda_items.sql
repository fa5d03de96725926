-- Question: What has the group added to, moved on or dropped from a meeting's agenda?
-- Grain: one row per point that somebody has touched
-- In force: agenda_item, meeting
-- Parameters:
--   as_of    date  the day the picture is of
--   county   text  county code
--   meeting  text  meeting id, or null for none
-- Columns:
--   item_key   text     Kod
--   text       text     Egen punkt
--   position   integer  Plats
--   dropped    boolean  Struken
--   origin     text     -
--   synthetic  boolean  -
select i.item_key, i.text, i.position, i.dropped, i.origin, i.synthetic
from agenda_item_in_force as i
join meeting_in_force as m on m.id = i.meeting_id and m.county_code = :county
where i.meeting_id = :meeting
order by i.position, i.item_key
