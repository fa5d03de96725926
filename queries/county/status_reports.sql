-- Question: What do the status reports say?
-- Grain: one row per status report
-- In force: status_report, locked_text
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   report_id         text     -
--   period            text     Period
--   results           text     Resultat
--   gut_feeling       text     -
--   gut_feeling_label text     Magkänsla
--   gut_feeling_text  text     Magkänsla i ord
--   risks_text        text     Risker och åtgärder
--   model_text        text     Modellen som helhet
--   author_function   text     Lämnad av
--   known_on          date     Känt sedan
--   source            text     Källa
--   locked_on         date     Låst
--   sha256            text     Kontrollsumma
--   origin            text     -
--   synthetic         boolean  -
select
    r.id as report_id, r.period, r.results, r.gut_feeling, step.label as gut_feeling_label, r.gut_feeling_text, r.risks_text, r.model_text,
    r.author_function, r.known_on, source.title as source, l.known_on as locked_on, l.sha256,
    r.origin, r.synthetic
from status_report_in_force as r
join source on source.id = r.source_id
left join locked_text_in_force as l on l.kind = 'status_report' and l.subject_id = r.id
left join scale_step as step on step.scale_id = 'gut_feeling' and step.code = r.gut_feeling
where r.county_code = :county
order by r.known_on desc, r.id
