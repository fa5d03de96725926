-- Question: Whom to call in a huvudman, or about the whole county?
-- Grain: one row per contact
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code, or null for the contacts of the whole county
-- Columns:
--   function   text     Funktion
--   mailbox    text     E-post
--   name       text     Namn
--   known_on   date     Känt sedan
--   synthetic  boolean  -
select c.function, c.mailbox, c.name, c.known_on, source.synthetic
from contact as c
join source on source.id = c.source_id
where c.principal_code is not distinct from cast(:principal as text) and c.known_on <= cast(:as_of as date)
order by c.id
