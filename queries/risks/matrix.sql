-- Question: How many open risks stand at each likelihood and consequence?
-- Grain: one row per likelihood and consequence, all sixteen
-- Uses: risks/register
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code for one huvudman's own risks, or null for all
-- Columns:
--   likelihood         integer  Sannolikhet
--   likelihood_label   text     Sannolikhet i ord
--   consequence        integer  Konsekvens
--   consequence_label  text     Konsekvens i ord
--   risks              integer  Antal risker
--   names              text     Vilka
--   synthetic          boolean  -
select
    l.value as likelihood, l.label as likelihood_label, c.value as consequence, c.label as consequence_label,
    count(r.risk_id) as risks, string_agg(r.risk || ' (' || r.scope || ')', '; ' order by r.risk) as names,
    coalesce(bool_or(bool_or(r.synthetic)) over (), false) as synthetic
from scale_step as l
cross join scale_step as c
left join register as r on r.likelihood = l.value and r.consequence = c.value and r.state <> 'closed'
where l.scale_id = 'likelihood' and c.scale_id = 'consequence'
group by l.value, l.label, c.value, c.label
order by l.value desc, c.value
