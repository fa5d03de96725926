-- Question: Which aspects are followed, and why?
-- Grain: one row per aspect
-- Parameters:
--   county  text  county code
-- Columns:
--   aspect_id       text     Kod
--   aspect          text     Aspekt
--   description     text     Vad
--   why             text     Varför
--   stage_measures  integer  Mått på förflyttningsskalan
select
    aspect.id as aspect_id, aspect.name as aspect, aspect.description, aspect.why,
    count(measure.id) as stage_measures
from aspect
left join measure
    on measure.aspect_id = aspect.id and measure.scale_id = 'shift' and measure.answered_by = 'huvudman'
group by aspect.id, aspect.name, aspect.description, aspect.why, aspect.sort_order
order by aspect.sort_order
