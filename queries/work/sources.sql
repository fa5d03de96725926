-- Question: What has been read in or entered, when and by whom?
-- Grain: one row per file read in or entry by hand written by the end of the day, the latest first
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   source_id    text  -
--   title        text  Vad
--   recorded_on  date  Dag
--   recorded_by  text  Vem
--   file_name    text  Fil
--   origin       text  -
--   synthetic    boolean -
select
    id as source_id, title, cast(recorded_at as date) as recorded_on, recorded_by, file_name, kind as origin, synthetic
from source
where (county_code is null or county_code = :county) and kind in ('import', 'entry') and cast(recorded_at as date) <= cast(:as_of as date)
order by recorded_at desc, id
