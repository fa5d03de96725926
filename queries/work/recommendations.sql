-- Question: What has the research recommended, and what was done about it?
-- Grain: one row per recommendation
-- In force: research_report, recommendation
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   recommendation_id  text     -
--   report             text     Rapport
--   recommendation     text     Rekommendation
--   measure_id         text     Mått
--   measure            text     Måttets namn
--   state              text     -
--   state_label        text     Läge
--   done               text     Vad som har gjorts
--   known_on           date     Känt sedan
--   origin             text     -
--   synthetic          boolean  -
select
    n.id as recommendation_id, r.title as report, n.text as recommendation, n.measure_id, m.name as measure, n.state,
    step.label as state_label, n.done, n.known_on, n.origin, n.synthetic
from recommendation_in_force as n
left join research_report_in_force as r on r.id = n.report_id
left join measure as m on m.id = n.measure_id
left join scale_step as step on step.scale_id = 'recommendation_state' and step.code = n.state
where n.county_code = :county
order by r.known_on nulls last, n.id
