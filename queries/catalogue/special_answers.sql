-- Question: Which answers are there beside the steps of a scale?
-- Grain: one row per special answer
-- Columns:
--   special             text     -
--   label               text     Svar
--   description         text     Betyder
--   counts_as_answered  boolean  Räknas som svar
select id as special, label, description, counts_as_answered from special_answer order by sort_order
