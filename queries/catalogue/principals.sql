-- Question: Which huvudmän does the county have?
-- Grain: one row per huvudman
-- Parameters:
--   county  text  county code
-- Columns:
--   principal_code   text     Kod
--   principal        text     Huvudman
--   full_name        text     Namn
--   kind             text     -
--   work_group_id    text     -
--   work_group       text     Arbetsgrupp
--   population       integer  Invånare
--   population_year  integer  År
select
    p.code as principal_code, p.short_name as principal, p.name as full_name, p.kind,
    p.work_group_id, work_group.name as work_group, p.population, p.population_year
from principal as p
left join work_group on work_group.id = p.work_group_id
where p.county_code = :county
order by p.sort_order
