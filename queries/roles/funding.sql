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
    state_label, coalesce(funding, 'missing') as funding, coalesce(funding_label, 'Inget svar') as funding_label,
    count(*) as principals, string_agg(principal, ', ' order by principal) as names,
    coalesce(bool_or(synthetic), false) as synthetic
from status_by_principal
where kind = 'municipality'
group by state_label, state_order, funding, funding_label
order by state_order nulls last, funding_label
