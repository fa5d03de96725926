-- Question: Which milestones are there, which have a day, and which are reached?
-- Grain: one row per milestone
-- In force: milestone
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   milestone_id  text     -
--   milestone     text     Delmål
--   description   text     Beskrivning
--   aspect        text     Aspekt
--   measure_id    text     Mått
--   due_on        date     Nås senast
--   state         text     -
--   state_label   text     Läge
--   overdue       boolean  Försenat
--   known_on      date     Känt sedan
--   origin        text     -
--   synthetic     boolean  -
select
    m.id as milestone_id, m.title as milestone, m.description, aspect.name as aspect, m.measure_id, m.due_on, m.state,
    step.label as state_label,
    m.state in ('planned', 'ongoing') and coalesce(m.due_on < cast(:as_of as date), false) as overdue,
    m.known_on, m.origin, m.synthetic
from milestone_in_force as m
left join aspect on aspect.id = m.aspect_id
left join scale_step as step on step.scale_id = 'milestone_state' and step.code = m.state
where m.county_code = :county
order by m.due_on nulls last, m.id
