-- Question: What is measured, why, how, and with which question?
-- Grain: one row per measure, with its latest wording
-- Parameters:
--   county  text  county code
-- Columns:
--   measure_id   text     Mått
--   measure      text     Namn
--   level_id     text     -
--   level        text     Nivå
--   aspect_id    text     -
--   aspect       text     Aspekt
--   scale_id     text     -
--   scale        text     Skala
--   scale_kind   text     -
--   answered_by  text     -
--   kept_in      text     -
--   core         boolean  I kärnan
--   what         text     Vad
--   why          text     Varför
--   how          text     Hur
--   limits       text     Begränsning
--   question     text     Fråga
--   version      integer  Version
--   version_note text     Om ordalydelsen
--   source       text     Källa
--   common       boolean  -
with latest_wording as (
    select measure_id, version, question, note,
        row_number() over (partition by measure_id order by version desc) as nth_latest
    from measure_version
)

select
    m.id as measure_id, m.name as measure, m.level_id, level.name as level, m.aspect_id, aspect.name as aspect,
    m.scale_id, scale.name as scale, scale.kind as scale_kind, m.answered_by, m.kept_in, m.core,
    m.what, m.why, m.how, m.limits, w.question, w.version, w.note as version_note, m.reference as source,
    m.county_code is null as common
from measure as m
join level on level.id = m.level_id
join aspect on aspect.id = m.aspect_id
join scale on scale.id = m.scale_id
left join latest_wording as w on w.measure_id = m.id and w.nth_latest = 1
order by m.sort_order
