-- Question: Which workshops, webinars, visits and dialogues have been held or are planned?
-- Grain: one row per activity
-- In force: activity
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code, or null for all
-- Columns:
--   activity_id       text     -
--   kind              text     -
--   title             text     Aktivitet
--   principal         text     Huvudman
--   held_on           date     Datum
--   date_text         text     När
--   own_initiative    boolean  Eget initiativ
--   region_took_part  boolean  Regionen deltog
--   description       text     Beskrivning
--   origin            text     -
--   synthetic         boolean  -
select
    a.id as activity_id, a.kind, a.title, coalesce(p.short_name, 'Hela länet') as principal, a.held_on, a.date_text,
    a.own_initiative, a.region_took_part, a.description, a.origin, a.synthetic
from activity_in_force as a
left join principal as p on p.code = a.principal_code
where a.county_code = :county and (cast(:principal as text) is null or a.principal_code = :principal)
order by a.held_on desc nulls last, a.id
