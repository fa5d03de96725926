-- Question: Which work groups does the county have?
-- Grain: one row per work group
-- Parameters:
--   county  text  county code
-- Columns:
--   work_group_id  text  Kod
--   work_group     text  Arbetsgrupp
select id as work_group_id, name as work_group from work_group where county_code = :county order by sort_order
