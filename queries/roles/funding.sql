-- Question: How is the role paid, at each status?
-- Grain: one row per status and funding that occurs, municipalities only
-- Uses: roles/status_by_principal
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   role    text  role id
-- Columns:
--   state_label    text     Rollens läge
--   funding        text     -
--   funding_label  text     Finansiering
--   principals     integer  Antal kommuner
--   names          text     Vilka
--   synthetic      boolean  -
select
    s.state_label, coalesce(s.funding, 'missing') as funding, coalesce(s.funding_label, 'Inget svar') as funding_label,
    count(*) as principals, string_agg(s.principal, ', ' order by p.sort_order) as names,
    coalesce(bool_or(s.synthetic), false) as synthetic
from status_by_principal as s
join principal as p on p.code = s.principal_code
where s.kind = 'municipality'
group by s.state_label, s.state_order, s.funding, s.funding_label
order by s.state_order nulls last, s.funding_label
