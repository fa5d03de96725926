-- Question: What is a huvudman working on?
-- Grain: one row per piece of work
-- In force: ongoing_work
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code
-- Columns:
--   title        text     Arbete
--   description  text     Beskrivning
--   starts_on    date     Från
--   ends_on      date     Till
--   aspect       text     Aspekt
--   ended        boolean  -
--   synthetic    boolean  -
select
    w.title, w.description, w.starts_on, w.ends_on, aspect.name as aspect,
    w.ends_on is not null and w.ends_on < cast(:as_of as date) as ended, w.synthetic
from ongoing_work_in_force as w
left join aspect on aspect.id = w.aspect_id
where w.principal_code = :principal
order by w.starts_on desc nulls last, w.id
