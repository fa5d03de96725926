-- Question: Which notes and status reports stand for good, and since when?
-- Grain: one row per locked text
-- In force: locked_text
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   kind        text     -
--   subject_id  text     Kod
--   title       text     Text
--   text        text     Innehåll
--   sha256      text     Kontrollsumma
--   known_on    date     Låst
--   origin      text     -
--   synthetic   boolean  -
select kind, subject_id, title, text, sha256, known_on, origin, synthetic
from locked_text_in_force
where county_code = :county
order by known_on desc, kind, subject_id
