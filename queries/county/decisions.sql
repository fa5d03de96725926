-- Question: What has been decided, by whom is it to be done, and is it done?
-- Grain: one row per decision
-- In force: decision, meeting
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   decision_id     text     -
--   meeting_id      text     -
--   meeting         text     Möte
--   decision        text     Beslut
--   owner_function  text     Ansvarig
--   due_on          date     Senast
--   state           text     -
--   state_label     text     Läge
--   overdue         boolean  Försenat
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    d.id as decision_id, d.meeting_id, m.name as meeting, d.text as decision, d.owner_function, d.due_on, d.state,
    state.label as state_label,
    d.state in ('open', 'ongoing') and coalesce(d.due_on < cast(:as_of as date), false) as overdue,
    d.known_on, d.origin, d.synthetic
from decision_in_force as d
left join meeting_in_force as m on m.id = d.meeting_id
left join scale_step as state on state.scale_id = 'decision_state' and state.code = d.state
where d.county_code = :county
order by case when d.state = 'done' or d.state = 'dropped' then 1 else 0 end, d.due_on nulls last, d.known_on desc, d.id
