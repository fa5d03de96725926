-- Question: How many risks are open, and how many reviews have passed their day?
-- Grain: one row
-- Uses: risks/register
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code, or null for all
-- Columns:
--   open_risks     integer  Öppna risker
--   review_passed  integer  Översyn har passerat
--   on_hold        integer  Avvaktar
--   escalated      integer  Lyfts till styrgruppen
--   synthetic      boolean  -
select
    count(*) filter (where state <> 'closed') as open_risks,
    count(*) filter (where review_passed) as review_passed,
    count(*) filter (where state <> 'closed' and response = 'hold') as on_hold,
    count(*) filter (where state <> 'closed' and response = 'escalate') as escalated,
    coalesce(bool_or(synthetic), false) as synthetic
from register
