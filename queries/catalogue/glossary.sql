-- Question: What do the words mean?
-- Grain: one row per term
-- Columns:
--   term_id      text  -
--   term         text  Ord
--   explanation  text  Betyder
select id as term_id, term, explanation from glossary_term order by id
