-- Question: Which counties are there, and is their list of measures decided?
-- Grain: one row per county
-- Columns:
--   county_code          text  Kod
--   county               text  Län
--   takes_part           boolean  Deltar
--   measure_list_status  text  -
--   measure_list_note    text  Om måtten
select code as county_code, name as county, coalesce(takes_part, false) as takes_part, measure_list_status, measure_list_note from county order by code
