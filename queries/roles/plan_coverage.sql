-- Question: How many huvudmän have a local plan in some form?
-- Grain: one row
-- Uses: roles/plan_by_principal
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   own_plan          integer  Egen kort plan
--   in_existing_plan  integer  Inarbetad i befintlig plan
--   in_progress       integer  Under arbete
--   principals        integer  Huvudmän
--   synthetic         boolean  -
select
    count(*) filter (where state = 'own_plan') as own_plan,
    count(*) filter (where state = 'in_existing_plan') as in_existing_plan,
    count(*) filter (where state = 'in_progress') as in_progress,
    count(*) as principals, coalesce(bool_or(synthetic), false) as synthetic
from plan_by_principal
