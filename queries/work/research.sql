-- Question: Which research reports are there, and what has become of their recommendations?
-- Grain: one row per report
-- In force: research_report, recommendation
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   report_id        text     -
--   report           text     Rapport
--   status           text     -
--   status_label     text     Läge
--   focus            text     Handlar om
--   note             text     Kommentar
--   recommendations  integer  Rekommendationer
--   done             integer  Genomförda
--   known_on         date     Känt sedan
--   origin           text     -
--   synthetic        boolean  -
with counted as (
    select report_id, count(*) as recommendations, count(*) filter (where state = 'done') as done
    from recommendation_in_force
    group by report_id
)

select
    r.id as report_id, r.title as report, r.status,
    case r.status
        when 'published' then 'Publicerad'
        when 'planned' then 'Planerad'
        when 'wished' then 'Önskad'
        when 'in_progress' then 'Pågår'
        else 'Klar'
    end as status_label,
    r.focus, r.note, coalesce(counted.recommendations, 0) as recommendations, coalesce(counted.done, 0) as done, r.known_on,
    r.origin, r.synthetic
from research_report_in_force as r
left join counted on counted.report_id = r.id
where r.county_code = :county
order by r.known_on, r.id
