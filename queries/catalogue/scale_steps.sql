-- Question: Which steps does each scale have, and what does each step mean?
-- Grain: one row per step of a scale
-- Columns:
--   scale_id  text     -
--   scale     text     Skala
--   kind      text     -
--   step      integer  Steg
--   code      text     -
--   label     text     Benämning
--   anchor    text     Vad man kan peka på
select s.id as scale_id, s.name as scale, s.kind, step.value as step, step.code, step.label, step.anchor
from scale_step as step
join scale as s on s.id = step.scale_id
order by s.id, step.value
