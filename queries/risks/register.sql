-- Question: Which risks are known, how were they judged, and what is done about them?
-- Grain: one row per risk
-- In force: risk, risk_assessment
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code for one huvudman's own risks, or null for all
-- Columns:
--   risk_id         text     -
--   risk            text     Risk
--   description     text     Beskrivning
--   category        text     Kategori
--   principal_code  text     -
--   scope           text     Gäller
--   likelihood      integer  Sannolikhet
--   consequence     integer  Konsekvens
--   response        text     -
--   response_label  text     Hantering
--   state           text     -
--   state_label     text     Läge
--   action          text     Åtgärd
--   owner_function  text     Ansvarig funktion
--   review_on       date     Ses över
--   review_passed   boolean  Översynen har passerat
--   known_on        date     Bedömd
--   origin          text     -
--   synthetic       boolean  -
select
    r.id as risk_id, r.title as risk, r.description, category.name as category, r.principal_code,
    coalesce(p.short_name, 'Hela länet') as scope, a.likelihood, a.consequence,
    a.response, response.label as response_label, coalesce(a.state, 'open') as state, state.label as state_label,
    a.action, a.owner_function, a.review_on,
    coalesce(a.state, 'open') <> 'closed' and a.review_on is not null and a.review_on < cast(:as_of as date)
        as review_passed,
    a.known_on, r.origin, r.synthetic or coalesce(a.synthetic, false) as synthetic
from risk_in_force as r
join risk_category as category on category.id = r.category_id
left join principal as p on p.code = r.principal_code
left join risk_assessment_in_force as a on a.risk_id = r.id
left join scale_step as response on response.scale_id = 'risk_response' and response.code = a.response
left join scale_step as state on state.scale_id = 'risk_state' and state.code = coalesce(a.state, 'open')
where r.county_code = :county and (cast(:principal as text) is null or r.principal_code = :principal)
order by p.sort_order nulls first, category.sort_order, r.id
