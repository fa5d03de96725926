-- Question: What do people answer, what is replied, and what came of it?
-- Grain: one row per feedback
-- In force: feedback, example, research_report
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   feedback_id     text     -
--   subject_kind    text     -
--   subject_label   text     Gäller
--   subject_id      text     -
--   subject         text     Vilket
--   principal_code  text     -
--   principal       text     Huvudman
--   function        text     Från
--   text            text     Återkoppling
--   state           text     -
--   state_label     text     Läge
--   reply           text     Processledarnas svar
--   outcome         text     Vad det ledde till
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
select
    f.id as feedback_id, f.subject_kind, kind.label as subject_label, f.subject_id,
    coalesce(e.title, m.id || ' ' || m.name, report.title, f.subject_id) as subject, f.principal_code,
    p.short_name as principal, f.function, f.text, f.state, state.label as state_label, f.reply, f.outcome, f.known_on,
    f.origin, f.synthetic
from feedback_in_force as f
left join principal as p on p.code = f.principal_code
left join example_in_force as e on e.id = f.subject_id and f.subject_kind = 'example'
left join measure as m on m.id = f.subject_id and f.subject_kind = 'measure'
left join research_report_in_force as report on report.id = f.subject_id and f.subject_kind = 'report'
left join scale_step as kind on kind.scale_id = 'feedback_subject' and kind.code = f.subject_kind
left join scale_step as state on state.scale_id = 'feedback_state' and state.code = f.state
where f.county_code = :county
order by f.known_on desc, f.id
