-- Question: What has been tried, and what came of it?
-- Grain: one row per example
-- In force: example
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code, or null for all
-- Columns:
--   example_id      text     -
--   kind            text     -
--   title           text     Exempel
--   principal_code  text     -
--   principal       text     Huvudman
--   problem         text     Problemet
--   done            text     Vad man gjorde
--   needed          text     Vad det krävde
--   outcome         text     Vad det gav
--   committees      text     Nämnder
--   departments     text     Förvaltningar
--   evaluated       text     -
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    e.id as example_id, e.kind, e.title, e.principal_code,
    case when e.anonymous then 'Utan avsändare' else p.short_name end as principal, e.problem, e.done, e.needed, e.outcome,
    e.committees, e.departments, e.evaluated, e.known_on, e.origin, e.synthetic
from example_in_force as e
left join principal as p on p.code = e.principal_code
where e.county_code = :county and (cast(:principal as text) is null or e.principal_code = :principal)
order by e.known_on desc, e.id
