-- Question: Do invented rows take part in the picture of that day?
-- Grain: one row
-- In force: round, answer, role_status, plan_status, risk
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   synthetic  boolean  -
with taking_part as (
    select synthetic from round_in_force where county_code = :county
    union all
    select a.synthetic from answer_in_force as a join principal as p on p.code = a.principal_code and p.county_code = :county
    union all
    select r.synthetic from role_status_in_force as r join principal as p on p.code = r.principal_code and p.county_code = :county
    union all
    select s.synthetic from plan_status_in_force as s join principal as p on p.code = s.principal_code and p.county_code = :county
    union all
    select synthetic from risk_in_force where county_code = :county
)

select coalesce(bool_or(synthetic), false) as synthetic from taking_part
